import { useQuery } from "@tanstack/react-query"
import { parseAsString, useQueryState } from "nuqs"
import { BurnDownChart } from "#components/charts/burn-down-chart"
import { BurnDownTable } from "#components/charts/burn-down-table"
import { Card, CardBody, CardHeader, CardTitle } from "#components/ui/card"
import { ErrorState } from "#components/ui/error-state"
import { Select } from "#components/ui/select"
import { Skeleton } from "#components/ui/skeleton"
import type { UsageBudgetsOutput } from "#lib/ui/api.gen"
import { KIND_WORDS } from "#lib/ui/attention"
import {
  type BudgetOf,
  type BurnDown,
  budgetOf,
  budgetText,
  burnDownQuery,
  burnDownWords,
  leftWords,
} from "#lib/ui/burn-down"
import { cn } from "#lib/ui/cn"
import { formatPercent, formatUsdExact } from "#lib/ui/format"
import { nanoOf } from "#lib/ui/nano"
import { useViewerZone } from "#lib/ui/use-viewer-zone"
import { terms } from "#lib/ui/words/terms"
import { budgetOutlookWords } from "#lib/ui/words/usage"

const words = budgetOutlookWords.course

type Budget = UsageBudgetsOutput["budgets"][number]

/** One budget's course: the one in the address, or the fullest of `budgets`. */
export function BurnDownCard({ budgets }: { budgets: readonly Budget[] }) {
  const [asked] = useQueryState("budget", parseAsString)
  const zone = useViewerZone()
  const budget = budgetOf(asked) ?? budgets[0] ?? null
  const { data, isPending, isPlaceholderData, error, refetch } = useQuery(
    burnDownQuery(budget, zone?.offsetMinutes ?? null),
  )
  if (budget === null) return null
  return (
    <Card>
      <CardHeader className="flex-wrap items-center">
        <CardTitle>{words.title}</CardTitle>
        <BudgetSelect budgets={budgets} budget={budget} name={data?.name ?? budget.id} />
      </CardHeader>
      <CardBody>
        {isPending && <Skeleton className="h-80" />}
        {error && !data && (
          <ErrorState title={words.failed} error={error} onRetry={() => void refetch()} className="py-8" />
        )}
        {data && (
          <div className={cn("transition-opacity", isPlaceholderData && "opacity-60")}>
            <Course data={data} />
          </div>
        )}
      </CardBody>
    </Card>
  )
}

interface BudgetSelectProps {
  budgets: readonly Budget[]
  budget: BudgetOf
  /** What the chosen one is called, where it is none of `budgets`. */
  name: string
}

function BudgetSelect({ budgets, budget, name }: BudgetSelectProps) {
  const [, setAsked] = useQueryState("budget", parseAsString)
  const chosen = budgetText(budget)
  const isListed = budgets.some((each) => budgetText(each) === chosen)
  return (
    <Select
      aria-label={terms.budget}
      className="w-72 max-w-full"
      value={chosen}
      onChange={(event) => void setAsked(event.target.value, { history: "push" })}
    >
      {!isListed && <option value={chosen}>{words.budgetOf(KIND_WORDS[budget.kind], name)}</option>}
      {budgets.map((each) => (
        <option key={budgetText(each)} value={budgetText(each)}>
          {words.option(
            each.kind === "gateway" ? KIND_WORDS.gateway : words.budgetOf(KIND_WORDS[each.kind], each.name),
            formatPercent(each.share),
          )}
        </option>
      ))}
    </Select>
  )
}

function Course({ data }: { data: BurnDown }) {
  return (
    <figure className="min-w-0">
      <figcaption className="mb-5 text-muted text-sm">
        <span
          className="mr-1.5 font-medium text-ink tabular-nums"
          title={formatUsdExact(data.remaining)}
          data-testid="burn-remaining"
          data-nano={nanoOf(data.remaining)}
        >
          {leftWords(data)}
        </span>
        {burnDownWords(data)}
      </figcaption>
      <BurnDownChart data={data} />
      <BurnDownTable data={data} />
    </figure>
  )
}
