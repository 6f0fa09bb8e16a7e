import type { ReactNode } from "react"
import { formatCount, formatUsd, formatUsdExact } from "#lib/ui/format"
import type { LimitBody } from "#lib/ui/limit-form"
import { nanoOf } from "#lib/ui/nano"
import { limitFactsWords } from "#lib/ui/words/components-data-table"
import { terms } from "#lib/ui/words/terms"
import { BudgetCell } from "./budget-cell"

interface LimitFactsProps {
  row: Readonly<LimitBody> & {
    readonly spend: number
    readonly total_spend: number
    readonly held: number
    readonly budget_reset_at: string | null
  }
}

/** The budget and the limits of one thing, as it stands now. */
export function LimitFacts({ row }: LimitFactsProps) {
  return (
    <dl className="grid grid-cols-2 gap-x-8 gap-y-5 px-5 py-4 text-[0.8125rem] lg:grid-cols-4">
      <Fact name={terms.spend}>
        <BudgetCell row={row} />
      </Fact>
      <Fact name={limitFactsWords.spentInAll}>
        <span
          className="tabular-nums"
          title={formatUsdExact(row.total_spend)}
          data-testid="total-spend"
          data-nano={nanoOf(row.total_spend)}
        >
          {formatUsd(row.total_spend)}
        </span>
      </Fact>
      <Fact name={terms.models}>
        <span className="line-clamp-3 break-words">{row.models.length === 0 ? terms.all : row.models.join(", ")}</span>
      </Fact>
      <Fact name={limitFactsWords.limits}>{limitsText(row) || limitFactsWords.none}</Fact>
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="mb-1 text-faint text-xs">{name}</dt>
      <dd className="text-ink">{children}</dd>
    </div>
  )
}

function limitsText(row: Readonly<LimitBody>): string {
  const { units } = limitFactsWords
  const parts: readonly (readonly [number | null, string])[] = [
    [row.rpm_limit, units.requestsPerMinute],
    [row.tpm_limit, units.tokensPerMinute],
    [row.max_parallel_requests, units.parallel],
    [row.max_token_budget, units.tokensAPeriod],
  ]
  return parts
    .filter(([limit]) => limit !== null)
    .map(([limit, unit]) => `${formatCount(limit ?? 0)} ${unit}`)
    .join(", ")
}
