"use client"

import { useQuery } from "@tanstack/react-query"
import { ListFilter, X } from "lucide-react"
import dynamic from "next/dynamic"
import { debounce } from "nuqs"
import { useId, useState } from "react"
import { SearchField } from "#components/data-table/search-field"
import { Button } from "#components/ui/button"
import { Select } from "#components/ui/select"
import { furtherFilters, isFiltered, type LogFilters, NO_FILTERS } from "#lib/ui/log-filters"
import { keyLabel } from "#lib/ui/log-row"
import { modelNamesQuery } from "#lib/ui/models-query"
import { LOG_RANGES, type LogRange } from "#lib/ui/time-range"
import { CustomRange } from "./custom-range"
import { STATUS_WORDS } from "./log-status-badge"
import { keyOptionsQuery } from "./queries"
import { useLogFilters } from "./use-log-filters"

const RANGE_NAMES: Record<LogRange, string> = {
  "15m": "Last 15 minutes",
  "1h": "Last hour",
  "24h": "Last 24 hours",
  "7d": "Last 7 days",
  "30d": "Last 30 days",
  all: "All time",
  custom: "Custom range…",
}
/** Asked for less often: they come when they are. */
const MoreFilters = dynamic(() => import("./more-filters").then((more) => more.MoreFilters), { ssr: false })

const TYPING = { limitUrlUpdates: debounce(250) }

/** The filters. Search waits for a pause in typing; the rest acts at once. */
export function LogsToolbar() {
  const [filters, setFilters] = useLogFilters()
  const further = furtherFilters(filters)
  const [more, setMore] = useState(further > 0)
  const id = useId()
  return (
    <search className="mb-4 block space-y-2">
      <div className="grid grid-cols-2 gap-2 sm:flex sm:flex-wrap">
        <SearchField
          label="Search requests"
          value={filters.q}
          onChange={(q) => void setFilters({ q }, q === "" ? undefined : TYPING)}
          className="col-span-2 sm:w-64"
        />
        <RangeSelect />
        <KeySelect />
        <ModelSelect />
        <Select
          aria-label="Status"
          className="sm:w-36"
          value={filters.status}
          onChange={(e) => void setFilters({ status: e.target.value as LogFilters["status"] })}
        >
          <option value="">Any status</option>
          {Object.entries(STATUS_WORDS).map(([status, word]) => (
            <option key={status} value={status}>
              {word}
            </option>
          ))}
        </Select>
        <Button
          variant="outline"
          aria-expanded={more}
          aria-controls={more ? id : undefined}
          onClick={() => setMore(!more)}
        >
          <ListFilter aria-hidden />
          More filters{further > 0 && ` (${further})`}
        </Button>
        {isFiltered(filters) && (
          <Button variant="ghost" className="col-span-2" onClick={() => void setFilters(NO_FILTERS)}>
            <X aria-hidden />
            Clear filters
          </Button>
        )}
      </div>
      {more && <MoreFilters id={id} />}
      {filters.range === "custom" && <CustomRange />}
    </search>
  )
}

function RangeSelect() {
  const [{ range }, setFilters] = useLogFilters()
  return (
    <Select
      aria-label="Time range"
      className="sm:w-40"
      value={range}
      onChange={(e) => void setFilters({ range: e.target.value as LogRange, from: null, to: null })}
    >
      {LOG_RANGES.map((name) => (
        <option key={name} value={name}>
          {RANGE_NAMES[name]}
        </option>
      ))}
    </Select>
  )
}

function KeySelect() {
  const [{ key }, setFilters] = useLogFilters()
  const { data: keys = [] } = useQuery(keyOptionsQuery)
  const known = key === "" || key === "master" || keys.some((one) => one.token === key)
  return (
    <Select aria-label="Key" className="sm:w-40" value={key} onChange={(e) => void setFilters({ key: e.target.value })}>
      <option value="">Any key</option>
      <option value="master">master key</option>
      {keys.map((one) => (
        <option key={one.token} value={one.token}>
          {keyLabel({ token: one.token, alias: one.key_alias, name: one.key_name })}
        </option>
      ))}
      {!known && <option value={key}>{keyLabel({ token: key })}</option>}
    </Select>
  )
}

function ModelSelect() {
  const [{ model }, setFilters] = useLogFilters()
  const { data: names = [] } = useQuery(modelNamesQuery)
  const known = model === "" || names.includes(model)
  return (
    <Select
      aria-label="Model"
      className="sm:w-44"
      value={model}
      onChange={(e) => void setFilters({ model: e.target.value })}
    >
      <option value="">Any model</option>
      {[...names, ...(known ? [] : [model])].map((name) => (
        <option key={name}>{name}</option>
      ))}
    </Select>
  )
}
