"use client"

import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { Pager } from "#components/data-table/pager"
import { SearchField } from "#components/data-table/search-field"
import { StaleNote } from "#components/data-table/stale-note"
import { TableSkeleton } from "#components/data-table/table-skeleton"
import { Card } from "#components/ui/card"
import { ErrorState } from "#components/ui/error-state"
import { Select } from "#components/ui/select"
import { cn } from "#lib/ui/cn"
import { formatCount } from "#lib/ui/format"
import { isRole, ROLES } from "#lib/ui/user-form"
import { usersQuery } from "./queries"
import { useUserFilters } from "./use-user-filters"
import { type OpenUserDialog, UserDialogs } from "./user-dialogs"
import { UsersEmpty } from "./users-empty"
import { UsersTable } from "./users-table"

/** Search, table and pages, with the dialog of the one user that is being dealt with. */
export function UsersView() {
  const [filters, setFilters] = useUserFilters()
  const users = useQuery(usersQuery(filters))
  const [dialog, setDialog] = useState<OpenUserDialog | null>(null)
  const rows = users.data?.users ?? []
  const filtered = filters.q !== "" || filters.role !== null
  const none = users.data?.total === 0
  return (
    <>
      {!(none && !filtered) && (
        <div className="mb-4 flex flex-wrap items-center gap-3">
          <SearchField
            label="Search users"
            value={filters.q}
            onChange={(typed) => void setFilters({ q: typed || null, page: null })}
            className="w-full sm:w-72"
          />
          <Select
            aria-label="Role"
            value={filters.role ?? ""}
            onChange={(event) =>
              void setFilters({ role: isRole(event.target.value) ? event.target.value : null, page: null })
            }
            className="w-auto"
          >
            <option value="">All roles</option>
            {Object.entries(ROLES).map(([role, { label }]) => (
              <option key={role} value={role}>
                {label}
              </option>
            ))}
          </Select>
          <p role="status" className="ml-auto text-faint text-xs tabular-nums">
            {users.data && `${formatCount(users.data.total)} ${users.data.total === 1 ? "user" : "users"}`}
          </p>
        </div>
      )}
      <Card className={cn("overflow-hidden transition-opacity", users.isPlaceholderData && "opacity-60")}>
        {users.isPending && <TableSkeleton label="Loading users" rows={8} />}
        {users.isError && rows.length === 0 && (
          <ErrorState title="Users could not be loaded" error={users.error} onRetry={() => void users.refetch()} />
        )}
        {users.isRefetchError && rows.length > 0 && <StaleNote error={users.error} />}
        {users.data && rows.length === 0 && <UsersEmpty filtered={filtered} beyond={!none} />}
        {rows.length > 0 && <UsersTable rows={rows} onOpen={setDialog} />}
      </Card>
      {users.data && (
        <Pager
          page={filters.page}
          pages={users.data.total_pages}
          onGo={(page) => void setFilters({ page: page === 1 ? null : page }, { history: "push" })}
        />
      )}
      <UserDialogs dialog={dialog} onClose={() => setDialog(null)} />
    </>
  )
}
