"use client"

import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { ListCard } from "#components/data-table/list-card"
import { Pager } from "#components/data-table/pager"
import { SearchField } from "#components/data-table/search-field"
import { useDialogOnDemand } from "#components/ui/use-dialog-on-demand"
import { teamsWords } from "#lib/ui/words/teams"
import { teamsQuery } from "./queries"
import type { OpenTeamDialog } from "./team-dialogs"
import { TeamsEmpty } from "./teams-empty"
import { TeamsTable } from "./teams-table"
import { useTeamFilters } from "./use-team-filters"

const loadDialogs = () => import("./team-dialogs").then((module) => module.TeamDialogs)

/** Search, table and pages, with the dialog of the one team that is being dealt with. */
export function TeamsView() {
  const [filters, setFilters] = useTeamFilters()
  const teams = useQuery(teamsQuery(filters))
  const [dialog, setDialog] = useState<OpenTeamDialog | null>(null)
  const close = () => setDialog(null)
  const TeamDialogs = useDialogOnDemand(loadDialogs, { open: dialog !== null, onClose: close })
  const rows = teams.data?.teams ?? []
  const filtered = filters.q !== ""
  const none = teams.data?.total === 0
  return (
    <>
      {!(none && !filtered) && (
        <div className="mb-4 flex flex-wrap items-center gap-3">
          <SearchField
            label={teamsWords.search}
            value={filters.q}
            onChange={(typed) => void setFilters({ q: typed || null, page: null })}
            className="w-full sm:w-72"
          />
          <p role="status" className="ml-auto text-faint text-xs tabular-nums">
            {teams.data && teamsWords.count(teams.data.total)}
          </p>
        </div>
      )}
      <ListCard
        what={teamsWords.what}
        list={teams}
        count={rows.length}
        empty={<TeamsEmpty filtered={filtered} beyond={!none} />}
      >
        <TeamsTable rows={rows} onOpen={setDialog} />
      </ListCard>
      {teams.data && (
        <Pager
          page={filters.page}
          pages={teams.data.total_pages}
          onGo={(page) => void setFilters({ page: page === 1 ? null : page }, { history: "push" })}
        />
      )}
      {TeamDialogs && <TeamDialogs dialog={dialog} onClose={close} />}
    </>
  )
}
