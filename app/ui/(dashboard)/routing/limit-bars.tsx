import { Progress } from "#components/ui/progress"
import type { RoutedDeployment } from "#lib/ui/api.gen"
import { formatCompact, formatRelative, formatUsd } from "#lib/ui/format"

interface LimitBar {
  readonly name: string
  readonly used: number
  readonly limit: number
  readonly words: string
}

/** How much of each limit is used now; a line that says so when there is none. */
export function LimitBars({ deployment }: { deployment: RoutedDeployment }) {
  const bars = barsOf(deployment)
  if (bars.length === 0) return <p className="text-faint text-xs lg:pt-0.5">No limits of its own</p>
  return (
    <dl className="grid content-start gap-x-4 gap-y-2 text-xs sm:max-lg:grid-cols-2">
      {bars.map(({ name, used, limit, words }) => (
        <div key={name} className="min-w-0">
          <dt className="flex flex-wrap justify-between gap-x-2 text-muted">
            <span>{name}</span>
            <span className="text-ink tabular-nums">{words}</span>
          </dt>
          <dd className="mt-1">
            <Progress label={`${name} used`} value={limit === 0 ? 1 : used / limit} valueText={words} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function barsOf({ rpm, tpm, max_parallel_requests: parallel, budget }: RoutedDeployment): LimitBar[] {
  const counted = (name: string, use: { readonly used: number; readonly limit: number } | null): LimitBar[] =>
    use === null ? [] : [{ name, ...use, words: `${formatCompact(use.used)} of ${formatCompact(use.limit)}` }]
  return [
    ...counted("Requests a minute", rpm),
    ...counted("Tokens a minute", tpm),
    ...counted("At once", parallel),
    ...(budget === null
      ? []
      : [
          {
            name: "Budget",
            ...budget,
            words: `${formatUsd(budget.used)} of ${formatUsd(budget.limit)}${budget.reset_at === null ? "" : `, anew ${formatRelative(budget.reset_at)}`}`,
          },
        ]),
  ]
}
