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
          label="Which requests"
          value={shown}
          options={[
            ["pending", "Open"],
            ["all", "All"],
          ]}
          onChange={show}
        />
      </div>
      <ListCard
        what="requests"
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
              title: shown === "pending" ? "Nothing is open" : "Nobody has asked yet",
              description:
                "Whoever has a key or a budget of their own can ask for more of it: in the menu of the key, or on the account page. It is raised here with one click.",
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
