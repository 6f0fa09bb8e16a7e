import { Progress } from "#components/ui/progress"
import type { RoutedDeployment } from "#lib/ui/api.gen"
import { formatCompact, formatRelative, formatUsd } from "#lib/ui/format"
import { routedLimitWords } from "#lib/ui/words/routing"
import { terms } from "#lib/ui/words/terms"

interface LimitBar {
  readonly name: string
  readonly used: number
  readonly limit: number
  readonly words: string
}

/** How much of each limit is used now; a line that says so when there is none. */
export function LimitBars({ deployment }: { deployment: RoutedDeployment }) {
  const bars = barsOf(deployment)
  if (bars.length === 0) return <p className="text-faint text-xs lg:pt-0.5">{routedLimitWords.none}</p>
  return (
    <dl className="grid content-start gap-x-4 gap-y-2 text-xs sm:max-lg:grid-cols-2">
      {bars.map(({ name, used, limit, words }) => (
        <div key={name} className="min-w-0">
          <dt className="flex flex-wrap justify-between gap-x-2 text-muted">
            <span>{name}</span>
            <span className="text-ink tabular-nums">{words}</span>
          </dt>
          <dd className="mt-1">
            <Progress label={routedLimitWords.used(name)} value={limit === 0 ? 1 : used / limit} valueText={words} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function barsOf({ rpm, tpm, max_parallel_requests: parallel, budget }: RoutedDeployment): LimitBar[] {
  const counted = (name: string, use: { readonly used: number; readonly limit: number } | null): LimitBar[] =>
    use === null
      ? []
      : [{ name, ...use, words: routedLimitWords.usedOf(formatCompact(use.used), formatCompact(use.limit)) }]
  return [
    ...counted(routedLimitWords.requests, rpm),
    ...counted(routedLimitWords.tokens, tpm),
    ...counted(routedLimitWords.parallel, parallel),
    ...(budget === null ? [] : [{ name: terms.budget, ...budget, words: budgetWords(budget) }]),
  ]
}

function budgetWords({ used, limit, reset_at: resetAt }: NonNullable<RoutedDeployment["budget"]>): string {
  const [usedUsd, limitUsd] = [formatUsd(used), formatUsd(limit)]
  return resetAt === null
    ? routedLimitWords.usedOf(usedUsd, limitUsd)
    : routedLimitWords.usedOfAnew(usedUsd, limitUsd, formatRelative(resetAt))
}
