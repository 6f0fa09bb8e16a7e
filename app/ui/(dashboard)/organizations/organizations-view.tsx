"use client"

import { useQuery } from "@tanstack/react-query"
import { Building2 } from "lucide-react"
import { useState } from "react"
import { ListCard } from "#components/data-table/list-card"
import { NoRows } from "#components/data-table/no-rows"
import { Pager } from "#components/data-table/pager"
import { SearchField } from "#components/data-table/search-field"
import { useVisitor } from "#components/nav/visitor-context"
import { Button } from "#components/ui/button"
import { useDialogOnDemand } from "#components/ui/use-dialog-on-demand"
import { pickOrganizations } from "#lib/ui/organization-form"
import { managesOrganizations } from "#lib/ui/visitor"
import { actions } from "#lib/ui/words/actions"
import { organizationsWords } from "#lib/ui/words/organizations"
import type { OpenOrganizationDialog } from "./organization-dialogs"
import { OrganizationsTable } from "./organizations-table"
import { MOST, organizationsQuery } from "./queries"
import { useCreatingOrganization, useOrganizationFilters } from "./use-organization-filters"

const PAGE_SIZE = 50
const loadDialogs = () => import("./organization-dialogs").then((module) => module.OrganizationDialogs)

/** Search, table and pages, with the dialog of the one organization that is being dealt with. */
export function OrganizationsView() {
  const [filters, setFilters] = useOrganizationFilters()
  const [dialog, setDialog] = useState<OpenOrganizationDialog | null>(null)
  const close = () => setDialog(null)
  const OrganizationDialogs = useDialogOnDemand(loadDialogs, { open: dialog !== null, onClose: close })
  const all = useQuery(organizationsQuery(filters.q))
  const found = pickOrganizations(all.data ?? [], filters)
  const pages = Math.max(1, Math.ceil(found.length / PAGE_SIZE))
  const page = Math.min(Math.max(1, filters.page), pages)
  const rows = found.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)
  const filtered = filters.q !== ""
  return (
    <>
      {(filtered || found.length > 0) && (
        <div className="mb-4 flex flex-wrap items-center gap-3">
          <SearchField
            label={organizationsWords.search}
            value={filters.q}
            onChange={(typed) => void setFilters({ q: typed || null, page: null })}
            className="w-full sm:w-72"
          />
          <p role="status" className="ml-auto text-faint text-xs tabular-nums">
            {all.data &&
              (all.data.length === MOST ? organizationsWords.countOfNewest : organizationsWords.count)(found.length)}
          </p>
        </div>
      )}
      <ListCard
        what={organizationsWords.what}
        list={all}
        count={rows.length}
        empty={<OrganizationsEmpty filtered={filtered} />}
      >
        <OrganizationsTable rows={rows} onOpen={setDialog} />
      </ListCard>
      <Pager
        page={page}
        pages={pages}
        onGo={(to) => void setFilters({ page: to === 1 ? null : to }, { history: "push" })}
      />
      {OrganizationDialogs && <OrganizationDialogs dialog={dialog} onClose={close} />}
    </>
  )
}

function OrganizationsEmpty({ filtered }: { filtered: boolean }) {
  const manages = managesOrganizations(useVisitor())
  const [, setFilters] = useOrganizationFilters()
  const [, setCreating] = useCreatingOrganization()
  const clear = () => void setFilters({ q: null, page: null })
  return (
    <NoRows
      reason={filtered ? "filtered" : null}
      onFirstPage={clear}
      unmatched={{
        title: organizationsWords.noMatch.title,
        description: organizationsWords.noMatch.description,
        clear: actions.clearSearch,
        onClear: clear,
      }}
      none={{
        icon: Building2,
        title: organizationsWords.none.title,
        description: manages ? organizationsWords.none.description : organizationsWords.none.descriptionForOthers,
        action: manages && <Button onClick={() => void setCreating(true)}>{organizationsWords.none.action}</Button>,
      }}
    />
  )
}
