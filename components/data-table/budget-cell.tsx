import { Progress } from "#components/ui/progress"
import { formatDateTime, formatRelative, formatUsd, formatUsdExact } from "#lib/ui/format"
import { periodText } from "#lib/ui/key-row"
import { nanoOf } from "#lib/ui/nano"
import { budgetCellWords as words } from "#lib/ui/words/components-data-table"

/** What a key, a team, a user … has spent, in dollars. */
interface Spending {
  readonly spend: number
  readonly held: number
  readonly max_budget: number | null
  readonly budget_duration: string | null
  readonly budget_reset_at: string | null
}

/** Spend against the budget: figures, a bar with what is reserved in a lighter tone, and when it starts anew. */
export function BudgetCell({ row }: { row: Spending }) {
  const { spend, held, max_budget: budget } = row
  const figure = { "data-testid": "spend", "data-nano": nanoOf(spend) }
  if (budget === null) {
    return (
      <span className="whitespace-nowrap tabular-nums" title={formatUsdExact(spend)} {...figure}>
        {formatUsd(spend)} <span className="text-faint text-xs">{words.noLimit}</span>
      </span>
    )
  }
  const reserved = held > 0 ? words.reserved(formatUsd(held)) : ""
  return (
    <span className="block min-w-32">
      <span className="flex items-baseline justify-between gap-2 whitespace-nowrap tabular-nums">
        <span title={`${formatUsdExact(spend)}${reserved}`} {...figure}>
          {formatUsd(spend)} <span className="text-faint">{words.of(formatUsd(budget))}</span>
        </span>
        {spend >= budget && <span className="font-medium text-danger text-xs">{words.usedUp}</span>}
      </span>
      <Progress
        className="mt-1.5"
        label={words.label}
        value={budget === 0 ? 1 : spend / budget}
        held={budget === 0 ? 0 : held / budget}
        valueText={words.spentOf(formatUsd(spend), formatUsd(budget)) + reserved}
      />
      <Reset row={row} />
    </span>
  )
}

function Reset({ row }: { row: Spending }) {
  if (row.budget_reset_at === null || row.budget_duration === null) return null
  const when = formatRelative(row.budget_reset_at)
  return (
    <time
      dateTime={row.budget_reset_at}
      title={`${formatDateTime(row.budget_reset_at)}, ${periodText(row.budget_duration)}`}
      className="mt-1 block whitespace-nowrap text-faint text-xs"
    >
      {words.resets(when)}
    </time>
  )
}
