"use client"

import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { TableSkeleton } from "#components/data-table/table-skeleton"
import { useVisitor } from "#components/nav/visitor-context"
import { Card } from "#components/ui/card"
import { ErrorState } from "#components/ui/error-state"
import type { Setting } from "#lib/ui/api.gen"
import {
  type Draft,
  type Drafts,
  draftProblems,
  type SettingFinding,
  settingPath,
  shownSettings,
} from "#lib/ui/settings"
import { changesSettings } from "#lib/ui/visitor"
import { settingsWords } from "#lib/ui/words/settings"
import { DraftBar } from "./draft-bar"
import { settingsQuery, versionsQuery } from "./queries"
import { SettingsList } from "./settings-list"
import { SettingsToolbar } from "./settings-toolbar"
import { useSettingsFilters } from "./use-settings-filters"

/** The list, what is typed into it, and the bar that saves it. */
export function SettingsView() {
  const list = useQuery(settingsQuery)
  const versions = useQuery(versionsQuery(1))
  const closed = versions.data?.closed ?? null
  const may = changesSettings(useVisitor()) && closed === null
  if (list.data === undefined)
    return (
      <Card>
        {list.isError ? (
          <ErrorState title={settingsWords.notLoaded} error={list.error} onRetry={() => void list.refetch()} />
        ) : (
          <TableSkeleton label={settingsWords.loading} />
        )}
      </Card>
    )
  return (
    <>
      {closed !== null && <p className="mb-4 rounded-lg bg-info-soft px-4 py-3 text-info text-sm">{closed}</p>}
      <Settings all={list.data} may={may} />
    </>
  )
}

function Settings({ all, may }: { all: readonly Setting[]; may: boolean }) {
  const [filters, setFilters] = useSettingsFilters()
  const [drafts, setDrafts] = useState<Drafts>({})
  const [findings, setFindings] = useState<readonly SettingFinding[]>([])
  const problems = draftProblems(all, drafts)

  function change(path: string, draft: Draft | null) {
    const { [path]: _old, ...others } = drafts
    setDrafts(draft === null ? others : { ...others, [path]: draft })
    setFindings(findings.filter((finding) => !finding.path.startsWith(path)))
  }

  function clear() {
    setDrafts({})
    setFindings([])
  }

  // A draft stays in sight whatever is searched for: it would be saved unseen.
  const matching = new Set(shownSettings(all, filters))
  const rows = all.filter((setting) => matching.has(setting) || drafts[settingPath(setting)] !== undefined)
  return (
    <>
      <SettingsToolbar count={rows.length} />
      <SettingsList
        rows={rows}
        edit={{ may, drafts, problems, findings, change }}
        onClear={() => void setFilters({ search: null, show: "all", section: null })}
      />
      <DraftBar all={all} drafts={drafts} findings={findings} onFindings={setFindings} onClear={clear} />
    </>
  )
}
