import { useQuery } from "@tanstack/react-query"
import Link from "next/link"
import { Card, CardHeader, CardTitle } from "#components/ui/card"
import { ErrorState } from "#components/ui/error-state"
import { Progress } from "#components/ui/progress"
import { Table, Tbody, Td, THead, Th, Tr } from "#components/ui/table"
import type { UsageBudgetsOutput } from "#lib/ui/api.gen"
import { budgetHref, budgetOutlook, KIND_WORDS } from "#lib/ui/attention"
import { formatCount, formatPercent, formatUsd } from "#lib/ui/format"
import { nanoOf } from "#lib/ui/nano"
import { terms } from "#lib/ui/words/terms"
import { budgetOutlookWords } from "#lib/ui/words/usage"
import { BurnDownCard } from "./burn-down-card"
import { budgetsQuery } from "./queries"

const words = budgetOutlookWords

type Budget = UsageBudgetsOutput["budgets"][number]

/** Rows; the curve's choice has more of them. */
const SHOWN = 8

/** One budget's course; then the budgets of which most is spent, and when each is used up if spending goes on as it did. Nothing without budgets. */
export function BudgetOutlook() {
  const { data, error, refetch } = useQuery(budgetsQuery)
  if (error && !data) {
    return (
      <Card>
        <ErrorState title={words.failed} error={error} onRetry={() => void refetch()} className="py-8" />
      </Card>
    )
  }
  if (!data) return null
  return (
    <>
      <BurnDownCard budgets={data.budgets} />
      {data.budgets.length > 0 && <BudgetTable budgets={data.budgets} total={data.total} />}
    </>
  )
}

function BudgetTable({ budgets, total }: { budgets: readonly Budget[]; total: number }) {
  return (
    <Card className="min-w-0 overflow-hidden">
      <CardHeader className="items-baseline pb-2">
        <CardTitle>{terms.budgets}</CardTitle>
        <span className="text-faint text-xs">{words.pace}</span>
      </CardHeader>
      <Table aria-label={terms.budgets}>
        <THead>
          <tr>
            <Th className="w-3/5 pl-5 sm:w-1/4">{words.whose}</Th>
            <Th numeric className="max-sm:pr-5">
              {words.spent}
            </Th>
            <Th className="w-1/4 max-sm:hidden">{words.used}</Th>
            <Th className="pr-5 max-sm:hidden">{words.usedUp}</Th>
          </tr>
        </THead>
        <Tbody>
          {budgets.slice(0, SHOWN).map((budget) => (
            <BudgetRow key={`${budget.kind} ${budget.id}`} budget={budget} />
          ))}
        </Tbody>
      </Table>
      {total > SHOWN && (
        <p className="border-line border-t px-5 py-2.5 text-faint text-xs">
          {words.fullest(SHOWN, formatCount(total))}
        </p>
      )}
    </Card>
  )
}

function BudgetRow({ budget }: { budget: Budget }) {
  const { kind, name, spend, max_budget: max, share } = budget
  const href = budgetHref(budget)
  return (
    <Tr>
      <Td className="max-w-0 py-2 pl-5">
        {href === null ? (
          <span className="block truncate">{name}</span>
        ) : (
          <Link href={href} prefetch={false} className="block truncate hover:underline">
            {name}
          </Link>
        )}
        <span className="block truncate text-faint text-xs">{KIND_WORDS[kind]}</span>
        <span className="block text-muted text-xs sm:hidden">{budgetOutlook(budget)}</span>
      </Td>
      <Td numeric className="whitespace-nowrap max-sm:pr-5" data-testid="budget-spent" data-nano={nanoOf(spend)}>
        {formatUsd(spend)} <span className="text-faint">{words.of(formatUsd(max))}</span>
      </Td>
      <Td className="max-sm:hidden">
        <span className="mb-1 block text-muted text-xs tabular-nums">{formatPercent(share)}</span>
        <Progress
          label={words.usedOf(name)}
          value={share}
          valueText={words.spentOf(formatUsd(spend), formatUsd(max))}
        />
      </Td>
      <Td className="pr-5 text-muted text-xs max-sm:hidden">{budgetOutlook(budget)}</Td>
    </Tr>
  )
}
