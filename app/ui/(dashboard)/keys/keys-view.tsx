"use client"

import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { ListCard } from "#components/data-table/list-card"
import { Pager } from "#components/data-table/pager"
import { useDialogOnDemand } from "#components/ui/use-dialog-on-demand"
import { keysWords } from "#lib/ui/words/keys"
import type { OpenDialog } from "./key-dialogs"
import { KeysEmpty } from "./keys-empty"
import { KeysTable } from "./keys-table"
import { KeysToolbar } from "./keys-toolbar"
import { keysQuery } from "./queries"
import { useKeyFilters } from "./use-key-filters"

const loadDialogs = () => import("./key-dialogs").then((module) => module.KeyDialogs)

/** Search, table and pages, with the dialog of the one key that is being dealt with. */
export function KeysView() {
  const [filters, setFilters] = useKeyFilters()
  const keys = useQuery(keysQuery(filters))
  const [dialog, setDialog] = useState<OpenDialog | null>(null)
  const close = () => setDialog(null)
  const KeyDialogs = useDialogOnDemand(loadDialogs, { open: dialog !== null, onClose: close })
  const rows = keys.data?.keys ?? []
  const filtered = filters.q !== "" || filters.status !== ""
  const none = keys.data?.total_count === 0
  return (
    <>
      {!(none && !filtered) && <KeysToolbar total={keys.data?.total_count} />}
      <ListCard
        what={keysWords.many}
        list={keys}
        count={rows.length}
        empty={<KeysEmpty filtered={filtered} beyond={!none} />}
      >
        <KeysTable rows={rows} onOpen={setDialog} />
      </ListCard>
      {keys.data && (
        <Pager
          page={filters.page}
          pages={keys.data.total_pages}
          onGo={(page) => void setFilters({ page: page === 1 ? null : page }, { history: "push" })}
        />
      )}
      {KeyDialogs && <KeyDialogs dialog={dialog} onClose={close} />}
    </>
  )
}
