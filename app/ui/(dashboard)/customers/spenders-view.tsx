"use client"

import { useQuery } from "@tanstack/react-query"
import { Contact, Tag } from "lucide-react"
import { useState } from "react"
import { ListCard } from "#components/data-table/list-card"
import { NoRows } from "#components/data-table/no-rows"
import { Pager } from "#components/data-table/pager"
import { SearchField } from "#components/data-table/search-field"
import { useVisitor } from "#components/nav/visitor-context"
import { Button } from "#components/ui/button"
import { Tabs, TabsContent, TabsList, TabsTrigger } from "#components/ui/tabs"
import { useDialogOnDemand } from "#components/ui/use-dialog-on-demand"
import { pickSpenders, type SpenderKind, type SpenderRow } from "#lib/ui/spender-form"
import { managesSpenders } from "#lib/ui/visitor"
import { counted } from "#lib/ui/words/counted"
import { spenderWords, customersPageWords as words } from "#lib/ui/words/customers"
import { MOST, spendersQuery } from "./queries"
import { SpendersTable } from "./spenders-table"
import { useCreatingSpender, useSpenderFilters } from "./use-spender-filters"

const PAGE_SIZE = 50
const CLEAR = { q: null, page: null, sort: null, order: null } as const
const loadEdit = () => import("./edit-spender").then((module) => module.EditSpender)

/** The two tabs, each a list with search and pages. */
export function SpendersView() {
  const [{ tab }, setFilters] = useSpenderFilters()
  return (
    <Tabs
      value={tab}
      onValueChange={(next) => void setFilters({ ...CLEAR, tab: next === "tag" ? "tag" : null }, { history: "push" })}
    >
      <TabsList aria-label={words.kind}>
        <TabsTrigger value="customer">{spenderWords.customer.title}</TabsTrigger>
        <TabsTrigger value="tag">{spenderWords.tag.title}</TabsTrigger>
      </TabsList>
      <TabsContent value={tab}>
        <SpenderList key={tab} kind={tab} />
      </TabsContent>
    </Tabs>
  )
}

function SpenderList({ kind }: { kind: SpenderKind }) {
  const [filters, setFilters] = useSpenderFilters()
  const [edited, setEdited] = useState<SpenderRow | null>(null)
  const close = () => setEdited(null)
  const EditSpender = useDialogOnDemand(loadEdit, { open: edited !== null, onClose: close })
  const all = useQuery(spendersQuery(kind, filters.q))
  const { one, many, search } = spenderWords[kind]
  const found = pickSpenders(all.data ?? [], filters)
  const pages = Math.max(1, Math.ceil(found.length / PAGE_SIZE))
  const page = Math.min(Math.max(1, filters.page), pages)
  const rows = found.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)
  const filtered = filters.q !== ""
  return (
    <>
      {(filtered || found.length > 0) && (
        <div className="mb-4 flex flex-wrap items-center gap-3">
          <SearchField
            label={search}
            value={filters.q}
            onChange={(typed) => void setFilters({ q: typed || null, page: null })}
            className="w-full sm:w-72"
          />
          <p role="status" className="ml-auto text-faint text-xs tabular-nums">
            {all.data && counted(found.length, one, many)}
            {all.data?.length === MOST && words.newestOnly}
          </p>
        </div>
      )}
      <ListCard what={many} list={all} count={rows.length} empty={<SpendersEmpty kind={kind} filtered={filtered} />}>
        <SpendersTable kind={kind} rows={rows} onEdit={setEdited} />
      </ListCard>
      <Pager
        page={page}
        pages={pages}
        onGo={(to) => void setFilters({ page: to === 1 ? null : to }, { history: "push" })}
      />
      {EditSpender && edited !== null && <EditSpender key={edited.id} row={edited} onClose={close} />}
    </>
  )
}

function SpendersEmpty({ kind, filtered }: { kind: SpenderKind; filtered: boolean }) {
  const [, setFilters] = useSpenderFilters()
  const [, setCreating] = useCreatingSpender()
  const manages = managesSpenders(useVisitor())
  const own = spenderWords[kind]
  const clear = () => void setFilters({ q: null, page: null })
  return (
    <NoRows
      reason={filtered ? "filtered" : null}
      onFirstPage={clear}
      unmatched={{
        title: own.unmatchedTitle,
        description: own.unmatchedText,
        clear: words.clearSearch,
        onClear: clear,
      }}
      none={{
        icon: kind === "customer" ? Contact : Tag,
        title: own.emptyTitle,
        description: own.emptyText,
        action: manages && <Button onClick={() => void setCreating(true)}>{own.createFirst}</Button>,
      }}
    />
  )
}
