"use client"

import { X } from "lucide-react"
import { debounce } from "nuqs"
import { DateField } from "#components/data-table/date-field"
import { SearchField } from "#components/data-table/search-field"
import { Button } from "#components/ui/button"
import { Select } from "#components/ui/select"
import { AUDIT_ACTIONS, AUDIT_TABLES, actionWords } from "#lib/ui/audit"
import { actions } from "#lib/ui/words/actions"
import { auditWords } from "#lib/ui/words/audit"
import { NO_FILTERS, useAuditFilters } from "./use-audit-filters"

const words = auditWords.filters
const TYPING = { limitUrlUpdates: debounce(300) }
const dayOf = (date: Date | null) => date?.toISOString().slice(0, 10) ?? ""
const dateOf = (day: string) => (day === "" ? null : new Date(day))

/** The filters; typing waits for a pause, the rest acts at once. */
export function AuditToolbar() {
  const [filters, setFilters] = useAuditFilters()
  const { what, action, by, object, from, to } = filters
  const filtered = [what, action, by, object].some((text) => text !== "") || from !== null || to !== null
  return (
    <search className="mb-4 grid grid-cols-2 gap-2 sm:flex sm:flex-wrap">
      <SearchField
        label={words.object}
        value={object}
        onChange={(typed) => void setFilters({ object: typed || null, page: null }, typed === "" ? undefined : TYPING)}
        className="col-span-2 sm:w-56"
      />
      <SearchField
        label={words.changedBy}
        value={by}
        onChange={(typed) => void setFilters({ by: typed || null, page: null }, typed === "" ? undefined : TYPING)}
        className="col-span-2 sm:w-40"
      />
      <Select
        aria-label={words.what}
        className="sm:w-40"
        value={what}
        onChange={(e) => void setFilters({ what: e.target.value || null, page: null })}
      >
        <option value="">{words.everything}</option>
        {Object.entries(AUDIT_TABLES).map(([table, word]) => (
          <option key={table} value={table}>
            {word}
          </option>
        ))}
      </Select>
      <Select
        aria-label={words.action}
        className="sm:w-36"
        value={action}
        onChange={(e) => void setFilters({ action: e.target.value || null, page: null })}
      >
        <option value="">{words.anyAction}</option>
        {AUDIT_ACTIONS.map((name) => (
          <option key={name} value={name}>
            {actionWords(name)}
          </option>
        ))}
      </Select>
      <div className="col-span-2 flex items-center gap-2 text-muted text-sm">
        <DateField
          type="date"
          label={words.firstDay}
          value={dayOf(from)}
          onCommit={(day) => void setFilters({ from: dateOf(day), page: null })}
          className="min-w-0 flex-1 sm:w-auto"
        />
        {words.to}
        <DateField
          type="date"
          label={words.lastDay}
          value={dayOf(to)}
          onCommit={(day) => void setFilters({ to: dateOf(day), page: null })}
          className="min-w-0 flex-1 sm:w-auto"
        />
      </div>
      {filtered && (
        <Button variant="ghost" className="col-span-2" onClick={() => void setFilters(NO_FILTERS)}>
          <X aria-hidden />
          {actions.clearFilters}
        </Button>
      )}
    </search>
  )
}
