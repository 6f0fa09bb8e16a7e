import { Card } from "#components/ui/card"
import type { RoutingLiveOutput } from "#lib/ui/api.gen"
import { routingRulesWords as words } from "#lib/ui/words/routing"

/** The rules that hold for all groups, as the config has them. */
export function RoutingRules({ routing }: { routing: RoutingLiveOutput }) {
  const { num_retries: retries, cooldown_time: cooldown, allowed_fails: allowed } = routing
  const facts = [
    [words.strategy, routing.routing_strategy, words.compares(routing.compares)],
    [words.retries, String(retries), words.retriesNote],
    [
      words.rest,
      cooldown === null ? words.never : words.seconds(cooldown),
      allowed === null ? words.restNote : words.restNoteAfter(allowed),
    ],
  ] as const
  return (
    <Card>
      <dl className="grid gap-x-6 gap-y-4 px-5 py-4 sm:grid-cols-3">
        {facts.map(([name, value, note]) => (
          <div key={name} className="min-w-0">
            <dt className="text-muted text-xs">{name}</dt>
            <dd className="mt-0.5 break-words font-medium text-ink text-sm">{value}</dd>
            <dd className="break-words text-faint text-xs">{note}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
