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
import { actions } from "#lib/ui/words/actions"
import { logsWords, requestKeyWords } from "#lib/ui/words/logs"
import { terms } from "#lib/ui/words/terms"
import { STATUS_WORDS } from "./log-status-badge"
import { keyOptionsQuery } from "./queries"
import { useLogFilters } from "./use-log-filters"

const words = logsWords.toolbar
/** Asked for less often: they come when they are. */
const MoreFilters = dynamic(() => import("./more-filters").then((more) => more.MoreFilters), { ssr: false })
const CustomRange = dynamic(() => import("./custom-range").then((range) => range.CustomRange), { ssr: false })

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
          label={words.search}
          value={filters.q}
          onChange={(q) => void setFilters({ q }, q === "" ? undefined : TYPING)}
          className="col-span-2 sm:w-64"
        />
        <RangeSelect />
        <KeySelect />
        <ModelSelect />
        <Select
          aria-label={terms.status}
          className="sm:w-36"
          value={filters.status}
          onChange={(e) => void setFilters({ status: e.target.value as LogFilters["status"] })}
        >
          <option value="">{words.anyStatus}</option>
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
          {words.more}
          {further > 0 && ` (${further})`}
        </Button>
        {isFiltered(filters) && (
          <Button variant="ghost" className="col-span-2" onClick={() => void setFilters(NO_FILTERS)}>
            <X aria-hidden />
            {actions.clearFilters}
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
      aria-label={words.timeRange}
      className="sm:w-40"
      value={range}
      onChange={(e) => void setFilters({ range: e.target.value as LogRange, from: null, to: null })}
    >
      {LOG_RANGES.map((name) => (
        <option key={name} value={name}>
          {logsWords.ranges[name]}
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
    <Select
      aria-label={terms.key}
      className="sm:w-40"
      value={key}
      onChange={(e) => void setFilters({ key: e.target.value })}
    >
      <option value="">{words.anyKey}</option>
      <option value="master">{requestKeyWords.master}</option>
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
      aria-label={terms.model}
      className="sm:w-44"
      value={model}
      onChange={(e) => void setFilters({ model: e.target.value })}
    >
      <option value="">{words.anyModel}</option>
      {[...names, ...(known ? [] : [model])].map((name) => (
        <option key={name}>{name}</option>
      ))}
    </Select>
  )
}
