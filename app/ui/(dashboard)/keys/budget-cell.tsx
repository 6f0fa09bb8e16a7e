import { Progress } from "#components/ui/progress"
import { formatDateTime, formatRelative, formatUsd, formatUsdExact } from "#lib/ui/format"
import { type KeyRow, periodText } from "#lib/ui/key-row"

/** Spend against the budget: figures, a bar with what is reserved in a lighter tone, and when it starts anew. */
export function BudgetCell({ row }: { row: KeyRow }) {
  const { spend, held, max_budget: budget } = row
  if (budget === null) {
    return (
      <span className="whitespace-nowrap tabular-nums" title={formatUsdExact(spend)}>
        {formatUsd(spend)} <span className="text-faint text-xs">no limit</span>
      </span>
    )
  }
  const reserved = held > 0 ? `, ${formatUsd(held)} reserved` : ""
  return (
    <span className="block min-w-32">
      <span className="flex items-baseline justify-between gap-2 whitespace-nowrap tabular-nums">
        <span title={`${formatUsdExact(spend)}${reserved}`}>
          {formatUsd(spend)} <span className="text-faint">of {formatUsd(budget)}</span>
        </span>
        {spend >= budget && <span className="font-medium text-danger text-xs">Used up</span>}
      </span>
      <Progress
        className="mt-1.5"
        label="Budget used"
        value={budget === 0 ? 1 : spend / budget}
        held={budget === 0 ? 0 : held / budget}
        valueText={`${formatUsd(spend)} of ${formatUsd(budget)} spent${reserved}`}
      />
      <Reset row={row} />
    </span>
  )
}

function Reset({ row }: { row: KeyRow }) {
  if (row.budget_reset_at === null || row.budget_duration === null) return null
  const when = formatRelative(row.budget_reset_at)
  return (
    <time
      dateTime={row.budget_reset_at}
      title={`${formatDateTime(row.budget_reset_at)}, ${periodText(row.budget_duration)}`}
      className="mt-1 block whitespace-nowrap text-faint text-xs"
    >
      Resets {when}
    </time>
  )
}
