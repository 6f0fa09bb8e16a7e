import { useQuery } from "@tanstack/react-query"
import { List, Trash2 } from "lucide-react"
import { useState } from "react"
import { Day } from "#components/data-table/day"
import { ListCard } from "#components/data-table/list-card"
import { NameLink } from "#components/data-table/name-link"
import { Pager } from "#components/data-table/pager"
import { ActionsHead, RowActions } from "#components/data-table/row-actions"
import { SearchField } from "#components/data-table/search-field"
import { useVisitor } from "#components/nav/visitor-context"
import { Table, Tbody, Td, THead, Th, Tr } from "#components/ui/table"
import { withQuery } from "#lib/ui/api"
import { formatCount } from "#lib/ui/format"
import { managesMemory } from "#lib/ui/visitor"
import { memoryWords } from "#lib/ui/words/memory"
import { tenantWords } from "#lib/ui/words/tenant-words"
import { EraseUser } from "./fact-dialogs"
import { MemoryEmpty } from "./memory-empty"
import { type RememberedUser, usersQuery } from "./queries"
import { useMemoryFilters } from "./use-memory-filters"

const words = memoryWords.users

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
          label={words.search}
          value={q}
          onChange={(typed) => void setFilters({ q: typed || null, page: null })}
          className="mb-4 w-full sm:w-72"
        />
      )}
      <ListCard
        what={words.what}
        list={found}
        count={rows.length}
        skeletonRows={6}
        empty={<MemoryEmpty {...words.none} />}
      >
        <UsersTable rows={rows} onErase={setErasing} />
      </ListCard>
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
    <Table aria-label={words.label}>
      <THead>
        <tr>
          <Th className="pl-5 max-sm:pl-4">{words.user}</Th>
          <Th className="hidden sm:table-cell">{words.of}</Th>
          <Th numeric>{words.facts}</Th>
          <Th className="hidden md:table-cell">{words.lastLearned}</Th>
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
                      label: words.showFacts,
                      icon: List,
                      onSelect: () =>
                        void setFilters(
                          { user: row.user_id, tenant: row.tenant, q: null, page: null },
                          { history: "push" },
                        ),
                    },
                    {
                      label: memoryWords.eraseAll,
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
