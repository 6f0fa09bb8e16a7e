"use client"

import { useQuery } from "@tanstack/react-query"
import { Wallet } from "lucide-react"
import { useState } from "react"
import { ListCard } from "#components/data-table/list-card"
import { NoRows } from "#components/data-table/no-rows"
import { SearchField } from "#components/data-table/search-field"
import { useVisitor } from "#components/nav/visitor-context"
import { Button } from "#components/ui/button"
import { budgetsQuery } from "#lib/ui/budgets-query"
import { formatCount } from "#lib/ui/format"
import { managesBudgets } from "#lib/ui/visitor"
import { BudgetDialogs, type OpenBudgetDialog } from "./budget-dialogs"
import { BudgetsTable } from "./budgets-table"
import { useBudgetSearch, useCreatingBudget } from "./use-budget-filters"

/** Search and table, with the dialog of the one budget that is being dealt with. */
export function BudgetsView() {
  const [search, setSearch] = useBudgetSearch()
  const [dialog, setDialog] = useState<OpenBudgetDialog | null>(null)
  const all = useQuery(budgetsQuery)
  const text = search.trim().toLowerCase()
  const rows = (all.data ?? []).filter(({ budget_id: id }) => id.toLowerCase().includes(text))
  const none = all.data?.length === 0
  return (
    <>
      {all.data && !none && (
        <div className="mb-4 flex flex-wrap items-center gap-3">
          <SearchField
            label="Search budgets"
            value={search}
            onChange={(typed) => void setSearch(typed || null)}
            className="w-full sm:w-72"
          />
          <p role="status" className="ml-auto text-faint text-xs tabular-nums">
            {`${formatCount(rows.length)} ${rows.length === 1 ? "budget" : "budgets"}`}
          </p>
        </div>
      )}
      <ListCard
        what="budgets"
        list={all}
        count={rows.length}
        skeletonRows={6}
        empty={<BudgetsEmpty filtered={!none} />}
      >
        <BudgetsTable rows={rows} onOpen={setDialog} />
      </ListCard>
      <BudgetDialogs dialog={dialog} onClose={() => setDialog(null)} />
    </>
  )
}

function BudgetsEmpty({ filtered }: { filtered: boolean }) {
  const manages = managesBudgets(useVisitor())
  const [, setSearch] = useBudgetSearch()
  const [, setCreating] = useCreatingBudget()
  const clear = () => void setSearch(null)
  return (
    <NoRows
      reason={filtered ? "filtered" : null}
      onFirstPage={clear}
      unmatched={{
        title: "No budget matches",
        description: "The search looks at names.",
        clear: "Clear search",
        onClear: clear,
      }}
      none={{
        icon: Wallet,
        title: "No budgets yet",
        description:
          "Make one for limits that many get alike, such as a free tier, and give its name to customers, tags and organizations. Keys, teams and users have theirs in their own forms.",
        action: manages && <Button onClick={() => void setCreating(true)}>Create your first budget</Button>,
      }}
    />
  )
}
