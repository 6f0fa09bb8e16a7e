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
import { managesBudgets } from "#lib/ui/visitor"
import { budgetsWords as words } from "#lib/ui/words/budgets"
import { counted } from "#lib/ui/words/counted"
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
            label={words.search}
            value={search}
            onChange={(typed) => void setSearch(typed || null)}
            className="w-full sm:w-72"
          />
          <p role="status" className="ml-auto text-faint text-xs tabular-nums">
            {counted(rows.length, words.one, words.many)}
          </p>
        </div>
      )}
      <ListCard
        what={words.many}
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
        ...words.unmatched,
        onClear: clear,
      }}
      none={{
        icon: Wallet,
        title: words.none.title,
        description: words.none.description,
        action: manages && <Button onClick={() => void setCreating(true)}>{words.none.action}</Button>,
      }}
    />
  )
}
