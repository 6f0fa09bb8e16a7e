import { useQuery } from "@tanstack/react-query"
import { Pencil, Trash2 } from "lucide-react"
import { useState } from "react"
import { Day } from "#components/data-table/day"
import { ListCard } from "#components/data-table/list-card"
import { Pager } from "#components/data-table/pager"
import { ActionsHead, RowActions } from "#components/data-table/row-actions"
import { SearchField } from "#components/data-table/search-field"
import { useVisitor } from "#components/nav/visitor-context"
import { BackLink } from "#components/ui/back-link"
import { Badge } from "#components/ui/badge"
import { Button } from "#components/ui/button"
import { Table, Tbody, Td, THead, Th, Tr } from "#components/ui/table"
import type { Fact } from "#lib/ui/api.gen"
import { managesMemory } from "#lib/ui/visitor"
import { counted } from "#lib/ui/words/counted"
import { memoryWords } from "#lib/ui/words/memory"
import { tenantWords } from "#lib/ui/words/tenant-words"
import { EditFact, EraseUser } from "./fact-dialogs"
import { MemoryEmpty } from "./memory-empty"
import { factsQuery, PAGE_SIZE, useEraseFact } from "./queries"
import { useMemoryFilters } from "./use-memory-filters"

const words = memoryWords.facts

/** Everything that is remembered about one user. */
export function UserFacts() {
  const [filters, setFilters] = useMemoryFilters()
  const { user, tenant, q, page } = filters
  const [edited, setEdited] = useState<Fact | null>(null)
  const [erasing, setErasing] = useState(false)
  const manages = managesMemory(useVisitor())
  const found = useQuery(factsQuery(filters))
  const rows = found.data?.facts ?? []
  const total = found.data?.total ?? 0
  return (
    <>
      <BackLink href="/ui/memory">{words.back}</BackLink>
      <div className="mb-4 flex flex-wrap items-end justify-between gap-3">
        <div className="min-w-0">
          <h2 className="truncate font-semibold text-ink text-lg tracking-tight">{user}</h2>
          <p className="text-muted text-sm">
            {tenant !== "" && <span title={tenant}>{tenantWords(tenant)}</span>}
            {found.data && (
              <span role="status" className="ml-2 text-faint tabular-nums">
                {counted(total, words.one, words.many)}
              </span>
            )}
          </p>
        </div>
        {manages && total > 0 && (
          <Button variant="outline" onClick={() => setErasing(true)}>
            <Trash2 aria-hidden />
            {memoryWords.eraseAll}
          </Button>
        )}
      </div>
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
        <FactsTable rows={rows} manages={manages} onEdit={setEdited} />
      </ListCard>
      <Pager
        page={page}
        pages={Math.max(1, Math.ceil(total / PAGE_SIZE))}
        onGo={(to) => void setFilters({ page: to === 1 ? null : to }, { history: "push" })}
      />
      {edited !== null && <EditFact key={edited.fact_id} fact={edited} onClose={() => setEdited(null)} />}
      {erasing && <EraseUser of={{ user_id: user, tenant }} onClose={() => setErasing(false)} />}
    </>
  )
}

interface FactsTableProps {
  rows: readonly Fact[]
  manages: boolean
  onEdit: (fact: Fact) => void
}

function FactsTable({ rows, manages, onEdit }: FactsTableProps) {
  const erase = useEraseFact()
  return (
    <Table aria-label={words.label}>
      <THead>
        <tr>
          <Th className="pl-5 max-sm:pl-4">{words.fact}</Th>
          <Th className="hidden sm:table-cell">{words.from}</Th>
          <Th className="hidden md:table-cell">{words.learned}</Th>
          {manages && <ActionsHead />}
        </tr>
      </THead>
      <Tbody>
        {rows.map((fact) => (
          <Tr key={fact.fact_id}>
            <Td className="h-14 py-3 pl-5 max-sm:pl-4">
              <span className="line-clamp-3 break-words">{fact.fact}</span>
            </Td>
            <Td className="hidden whitespace-nowrap sm:table-cell">
              <Badge>{fact.source === "api" ? words.written : words.conversation}</Badge>
            </Td>
            <Td className="hidden whitespace-nowrap text-muted md:table-cell">
              <Day at={fact.updated_at} />
            </Td>
            {manages && (
              <Td className="w-12 pr-3 text-right max-sm:px-1">
                <RowActions
                  subject={fact.fact.slice(0, 60)}
                  actions={[
                    { label: words.edit, icon: Pencil, opens: true, onSelect: () => onEdit(fact) },
                    {
                      label: words.erase,
                      icon: Trash2,
                      removes: true,
                      destructive: true,
                      apart: true,
                      onSelect: () => erase(fact),
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
