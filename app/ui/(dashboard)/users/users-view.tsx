"use client"

import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { ListCard } from "#components/data-table/list-card"
import { Pager } from "#components/data-table/pager"
import { SearchField } from "#components/data-table/search-field"
import { Select } from "#components/ui/select"
import { useDialogOnDemand } from "#components/ui/use-dialog-on-demand"
import { isRole, ROLES } from "#lib/ui/user-form"
import { counted } from "#lib/ui/words/counted"
import { usersWords as words } from "#lib/ui/words/users"
import { usersQuery } from "./queries"
import { useUserFilters } from "./use-user-filters"
import type { OpenUserDialog } from "./user-dialogs"
import { UsersEmpty } from "./users-empty"
import { UsersTable } from "./users-table"

const loadDialogs = () => import("./user-dialogs").then((module) => module.UserDialogs)

/** Search, table and pages, with the dialog of the one user that is being dealt with. */
export function UsersView() {
  const [filters, setFilters] = useUserFilters()
  const users = useQuery(usersQuery(filters))
  const [dialog, setDialog] = useState<OpenUserDialog | null>(null)
  const close = () => setDialog(null)
  const UserDialogs = useDialogOnDemand(loadDialogs, { open: dialog !== null, onClose: close })
  const rows = users.data?.users ?? []
  const filtered = filters.q !== "" || filters.role !== null
  const none = users.data?.total === 0
  return (
    <>
      {!(none && !filtered) && (
        <div className="mb-4 flex flex-wrap items-center gap-3">
          <SearchField
            label={words.search}
            value={filters.q}
            onChange={(typed) => void setFilters({ q: typed || null, page: null })}
            className="w-full sm:w-72"
          />
          <Select
            aria-label={words.role}
            value={filters.role ?? ""}
            onChange={(event) =>
              void setFilters({ role: isRole(event.target.value) ? event.target.value : null, page: null })
            }
            className="w-auto"
          >
            <option value="">{words.allRoles}</option>
            {Object.entries(ROLES).map(([role, { label }]) => (
              <option key={role} value={role}>
                {label}
              </option>
            ))}
          </Select>
          <p role="status" className="ml-auto text-faint text-xs tabular-nums">
            {users.data && counted(users.data.total, words.one, words.many)}
          </p>
        </div>
      )}
      <ListCard
        what={words.many}
        list={users}
        count={rows.length}
        empty={<UsersEmpty filtered={filtered} beyond={!none} />}
      >
        <UsersTable rows={rows} onOpen={setDialog} />
      </ListCard>
      {users.data && (
        <Pager
          page={filters.page}
          pages={users.data.total_pages}
          onGo={(page) => void setFilters({ page: page === 1 ? null : page }, { history: "push" })}
        />
      )}
      {UserDialogs && <UserDialogs dialog={dialog} onClose={close} />}
    </>
  )
}
