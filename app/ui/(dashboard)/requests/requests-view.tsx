"use client"

import { useQuery } from "@tanstack/react-query"
import { HandCoins } from "lucide-react"
import { parseAsInteger, parseAsStringLiteral, useQueryState } from "nuqs"
import { useState } from "react"
import { ListCard } from "#components/data-table/list-card"
import { NoRows } from "#components/data-table/no-rows"
import { Pager } from "#components/data-table/pager"
import { Segmented } from "#components/data-table/segmented"
import { requestsQuery } from "#lib/ui/budget-request"
import { budgetRequestsWords as words } from "#lib/ui/words/budget-requests"
import { DecideDialog } from "./decide-dialog"
import { type OpenDecision, RequestsTable } from "./requests-table"

const SHOWN = ["pending", "all"] as const

/** What waits for a decision, and what was decided. */
export function RequestsView() {
  const [shown, setShown] = useQueryState("status", parseAsStringLiteral(SHOWN).withDefault("pending"))
  const [page, setPage] = useQueryState("page", parseAsInteger.withDefault(1))
  const [open, setOpen] = useState<OpenDecision | null>(null)
  const list = useQuery(requestsQuery(shown === "pending" ? "pending" : null, Math.max(1, page)))
  const rows = list.data?.requests ?? []
  const first = () => void setPage(null)
  function show(next: (typeof SHOWN)[number]) {
    first()
    void setShown(next)
  }
  return (
    <>
      <div className="mb-4">
        <Segmented
          label={words.which}
          value={shown}
          options={[
            ["pending", words.open],
            ["all", words.all],
          ]}
          onChange={show}
        />
      </div>
      <ListCard
        what={words.many}
        list={list}
        count={rows.length}
        skeletonRows={4}
        empty={
          <NoRows
            reason={page > 1 ? "beyond" : null}
            onFirstPage={first}
            unmatched={{ title: "", description: "", clear: "", onClear: first }}
            none={{
              icon: HandCoins,
              title: shown === "pending" ? words.nothingOpen : words.none,
              description: words.noneText,
              action: null,
            }}
          />
        }
      >
        <RequestsTable rows={rows} onDecide={setOpen} />
      </ListCard>
      {list.data && <Pager page={page} pages={list.data.total_pages} onGo={(next) => void setPage(next)} />}
      {open !== null && <DecideDialog key={open.request.request_id} {...open} onClose={() => setOpen(null)} />}
    </>
  )
}
