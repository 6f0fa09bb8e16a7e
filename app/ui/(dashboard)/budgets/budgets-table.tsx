import { Pencil, Trash2 } from "lucide-react"
import { Day } from "#components/data-table/day"
import { ActionsHead, RowActions } from "#components/data-table/row-actions"
import { useVisitor } from "#components/nav/visitor-context"
import { CopyButton } from "#components/ui/copy-button"
import { Table, Tbody, Td, THead, Th, Tr } from "#components/ui/table"
import { Tooltip } from "#components/ui/tooltip"
import type { ListedBudget } from "#lib/ui/api.gen"
import { budgetText, usersText } from "#lib/ui/budget-form"
import { formatCount, formatUsd, formatUsdExact } from "#lib/ui/format"
import { periodText } from "#lib/ui/key-row"
import { managesBudgets } from "#lib/ui/visitor"
import { budgetsWords as words } from "#lib/ui/words/budgets"
import type { OpenBudgetDialog } from "./budget-dialogs"
import { useDeleteUnusedBudget } from "./queries"

const { columns } = words
const DELETE = { label: words.actions.delete, icon: Trash2, destructive: true, apart: true } as const

interface BudgetsTableProps {
  rows: readonly ListedBudget[]
  onOpen: (dialog: OpenBudgetDialog) => void
}

/** The budgets with who took them over. On a phone the limits stand under the name. */
export function BudgetsTable({ rows, onOpen }: BudgetsTableProps) {
  const manages = managesBudgets(useVisitor())
  const remove = useDeleteUnusedBudget()
  return (
    <Table aria-label={words.title}>
      <THead>
        <tr>
          <Th className="pl-5 max-sm:pl-4">{columns.budget}</Th>
          <Th className="hidden sm:table-cell">{columns.amount}</Th>
          <Th numeric className="hidden md:table-cell">
            {columns.requests}
          </Th>
          <Th numeric className="hidden md:table-cell">
            {columns.tokens}
          </Th>
          <Th>{columns.usedBy}</Th>
          <Th className="hidden lg:table-cell">{columns.created}</Th>
          {manages && <ActionsHead />}
        </tr>
      </THead>
      <Tbody>
        {rows.map((budget) => (
          <Tr key={budget.budget_id}>
            <NameCell budget={budget} />
            <Td className="hidden whitespace-nowrap tabular-nums sm:table-cell">
              <Amount budget={budget} />
            </Td>
            <Limit value={budget.rpm_limit} />
            <Limit value={budget.tpm_limit} />
            <Td className="sm:whitespace-nowrap">
              <Users budget={budget} />
            </Td>
            <Td className="hidden whitespace-nowrap text-muted lg:table-cell">
              <Day at={budget.created_at} />
            </Td>
            {manages && (
              <Td className="w-12 pr-3 text-right max-sm:px-1">
                <RowActions
                  subject={budget.budget_id}
                  actions={[
                    {
                      label: words.actions.edit,
                      icon: Pencil,
                      opens: true,
                      onSelect: () => onOpen({ kind: "edit", budget }),
                    },
                    {
                      ...DELETE,
                      ...(budget.used_by.length > 0
                        ? { opens: true, onSelect: () => onOpen({ kind: "delete", budget }) }
                        : { removes: true, onSelect: () => remove(budget) }),
                    },
                  ]}
                />
              </Td>
            )}
          </Tr>
        ))}
      </Tbody>
    </Table>
  )
}

function NameCell({ budget }: { budget: ListedBudget }) {
  return (
    <Td className="h-14 w-1/3 max-w-0 py-2.5 pl-5 max-sm:w-3/5 max-sm:pl-4">
      <span className="flex items-center gap-1">
        <span className="truncate font-medium">{budget.budget_id}</span>
        <CopyButton
          value={budget.budget_id}
          label={words.copy(budget.budget_id)}
          className="-my-1.5 size-7 opacity-60 hover:opacity-100 focus-visible:opacity-100 [&_svg]:size-3.5"
        />
      </span>
      <span className="block text-muted text-xs sm:hidden">{budgetText(budget)}</span>
    </Td>
  )
}

function Amount({ budget: { max_budget: usd, budget_duration: duration } }: { budget: ListedBudget }) {
  if (usd === null) return <span className="text-faint">{words.noLimit}</span>
  return (
    <span title={formatUsdExact(usd)}>
      {formatUsd(usd)} {duration !== null && <span className="text-faint text-xs">{periodText(duration)}</span>}
    </span>
  )
}

function Limit({ value }: { value: number | null }) {
  return (
    <Td numeric className="hidden md:table-cell">
      {value === null ? <span className="text-faint">–</span> : formatCount(value)}
    </Td>
  )
}

/** How many, and on hover or focus who. */
function Users({ budget }: { budget: ListedBudget }) {
  const text = usersText(budget)
  if (text === null) return <span className="text-faint">{words.nobody}</span>
  const lines = budget.used_by.flatMap(({ count, names }) =>
    count > names.length ? [...names, words.andMore(formatCount(count - names.length))] : names,
  )
  return (
    <Tooltip content={<span className="whitespace-pre-line break-all">{lines.join("\n")}</span>}>
      {(described) => (
        <button
          type="button"
          className="rounded text-left text-muted underline decoration-dotted underline-offset-4"
          {...described}
        >
          {text}
        </button>
      )}
    </Tooltip>
  )
}
