import { useQuery } from "@tanstack/react-query"
import { Brain, List, Trash2 } from "lucide-react"
import { useState } from "react"
import { Day } from "#components/data-table/day"
import { NameLink } from "#components/data-table/name-link"
import { NoRows } from "#components/data-table/no-rows"
import { Pager } from "#components/data-table/pager"
import { ActionsHead, RowActions } from "#components/data-table/row-actions"
import { SearchField } from "#components/data-table/search-field"
import { StaleNote } from "#components/data-table/stale-note"
import { TableSkeleton } from "#components/data-table/table-skeleton"
import { useVisitor } from "#components/nav/visitor-context"
import { Button } from "#components/ui/button"
import { Card } from "#components/ui/card"
import { ErrorState } from "#components/ui/error-state"
import { Table, Tbody, Td, THead, Th, Tr } from "#components/ui/table"
import { withQuery } from "#lib/ui/api"
import { cn } from "#lib/ui/cn"
import { formatCount } from "#lib/ui/format"
import { tenantWords } from "#lib/ui/tenant-words"
import { managesMemory } from "#lib/ui/visitor"
import { EraseUser } from "./fact-dialogs"
import { type RememberedUser, usersQuery } from "./queries"
import { useAddingFact, useMemoryFilters } from "./use-memory-filters"

/** Search, and everybody something is remembered of, who was heard of last first. */
export function RememberedUsers() {
  const [{ q, page }, setFilters] = useMemoryFilters()
  const [erasing, setErasing] = useState<RememberedUser | null>(null)
  const found = useQuery(usersQuery(q, page))
  const rows = found.data?.users ?? []
  return (
    <>
      {(q !== "" || rows.length > 0) && (
        <SearchField
          label="Search users"
          value={q}
          onChange={(typed) => void setFilters({ q: typed || null, page: null })}
          className="mb-4 w-full sm:w-72"
        />
      )}
      <Card className={cn("overflow-hidden transition-opacity", found.isPlaceholderData && "opacity-60")}>
        {found.isPending && <TableSkeleton label="Loading users" rows={6} />}
        {found.isError && !found.data && (
          <ErrorState title="Memory could not be loaded" error={found.error} onRetry={() => void found.refetch()} />
        )}
        {found.isRefetchError && rows.length > 0 && <StaleNote error={found.error} />}
        {found.data && rows.length === 0 && <NobodyRemembered />}
        {rows.length > 0 && <UsersTable rows={rows} onErase={setErasing} />}
      </Card>
      <Pager
        page={page}
        pages={found.data?.more ? page + 1 : page}
        onGo={(to) => void setFilters({ page: to === 1 ? null : to }, { history: "push" })}
      />
      {erasing && <EraseUser of={erasing} onClose={() => setErasing(null)} />}
    </>
  )
}

function UsersTable({ rows, onErase }: { rows: readonly RememberedUser[]; onErase: (user: RememberedUser) => void }) {
  const manages = managesMemory(useVisitor())
  const [, setFilters] = useMemoryFilters()
  return (
    <Table aria-label="Users">
      <THead>
        <tr>
          <Th className="pl-5 max-sm:pl-4">User</Th>
          <Th className="hidden sm:table-cell">Of</Th>
          <Th numeric>Facts</Th>
          <Th className="hidden md:table-cell">Last learned</Th>
          {manages && <ActionsHead />}
        </tr>
      </THead>
      <Tbody>
        {rows.map((row) => (
          <Tr key={`${row.tenant} ${row.user_id}`}>
            <Td className="h-14 max-w-0 pl-5 max-sm:w-3/5 max-sm:pl-4 sm:w-1/2">
              <NameLink href={withQuery("/ui/memory", { user: row.user_id, tenant: row.tenant })}>
                {row.user_id}
              </NameLink>
              <span className="block truncate text-faint text-xs sm:hidden">{tenantWords(row.tenant)}</span>
            </Td>
            <Td className="hidden max-w-48 truncate text-muted sm:table-cell" title={row.tenant}>
              {tenantWords(row.tenant)}
            </Td>
            <Td numeric>{formatCount(row.facts)}</Td>
            <Td className="hidden whitespace-nowrap text-muted md:table-cell">
              <Day at={row.updated_at} />
            </Td>
            {manages && (
              <Td className="w-12 pr-3 text-right max-sm:px-1">
                <RowActions
                  subject={row.user_id}
                  actions={[
                    {
                      label: "Show facts",
                      icon: List,
                      onSelect: () =>
                        void setFilters(
                          { user: row.user_id, tenant: row.tenant, q: null, page: null },
                          { history: "push" },
                        ),
                    },
                    {
                      label: "Erase all",
                      icon: Trash2,
                      opens: true,
                      destructive: true,
                      apart: true,
                      onSelect: () => onErase(row),
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

function NobodyRemembered() {
  const manages = managesMemory(useVisitor())
  const [{ q, page }, setFilters] = useMemoryFilters()
  const [, setAdding] = useAddingFact()
  return (
    <NoRows
      reason={q !== "" ? "filtered" : page > 1 ? "beyond" : null}
      onFirstPage={() => void setFilters({ page: null })}
      unmatched={{
        title: "No user matches",
        description: "The search looks at the ids requests send as user.",
        clear: "Clear search",
        onClear: () => void setFilters({ q: null, page: null }),
      }}
      none={{
        icon: Brain,
        title: "Nothing is remembered yet",
        description:
          "Requests with integrate_memory: true and a user keep what users tell of themselves, once general_settings.memory names a model and an embedding model.",
        action: manages && <Button onClick={() => void setAdding(true)}>Add the first fact</Button>,
      }}
    />
  )
}
