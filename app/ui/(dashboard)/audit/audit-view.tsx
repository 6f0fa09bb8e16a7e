"use client"

import { useQuery } from "@tanstack/react-query"
import { History } from "lucide-react"
import { ListCard } from "#components/data-table/list-card"
import { NoRows } from "#components/data-table/no-rows"
import { Pager } from "#components/data-table/pager"
import { actions } from "#lib/ui/words/actions"
import { auditWords } from "#lib/ui/words/audit"
import { AuditPanel } from "./audit-panel"
import { AuditTable } from "./audit-table"
import { AuditToolbar } from "./audit-toolbar"
import { ChainLine } from "./chain-line"
import { auditQuery } from "./queries"
import { NO_FILTERS, useAuditFilters, useOpenChange } from "./use-audit-filters"

/** Filters, the list, and the panel of the one change that is looked at. */
export function AuditView() {
  const [filters, setFilters] = useAuditFilters()
  const [open, setOpen] = useOpenChange()
  const list = useQuery(auditQuery(filters))
  const rows = list.data?.audit_logs ?? []
  const total = list.data?.total ?? 0
  return (
    <>
      <AuditToolbar />
      <ChainLine />
      <ListCard
        what={auditWords.what}
        list={list}
        count={rows.length}
        skeletonRows={10}
        empty={
          <NoRows
            reason={total > 0 ? "beyond" : isFiltered(filters) ? "filtered" : null}
            onFirstPage={() => void setFilters({ page: null })}
            unmatched={{
              title: auditWords.empty.filteredTitle,
              description: auditWords.empty.filteredText,
              clear: actions.clearFilters,
              onClear: () => void setFilters(NO_FILTERS),
            }}
            none={{
              icon: History,
              title: auditWords.empty.noneTitle,
              description: auditWords.empty.noneText,
              action: null,
            }}
          />
        }
      >
        <AuditTable rows={rows} onOpen={(id) => void setOpen(id)} />
      </ListCard>
      {rows.length > 0 && (
        <p role="status" className="mt-3 text-faint text-xs tabular-nums">
          {auditWords.total(total)}
        </p>
      )}
      <Pager
        page={filters.page}
        pages={list.data?.total_pages ?? 1}
        onGo={(to) => void setFilters({ page: to === 1 ? null : to }, { history: "push" })}
      />
      <AuditPanel id={open} row={rows.find(({ id }) => id === open)} onClose={() => void setOpen(null)} />
    </>
  )
}

function isFiltered({ page: _page, ...filters }: ReturnType<typeof useAuditFilters>[0]): boolean {
  return Object.values(filters).some((value) => value !== "" && value !== null)
}
