"use client"

import { debounce } from "nuqs"
import { SearchField } from "#components/data-table/search-field"
import { Segmented } from "#components/data-table/segmented"
import { Select } from "#components/ui/select"
import { useSettingsFilters } from "./use-settings-filters"

const TYPING = { limitUrlUpdates: debounce(300) }
const SHOW = [
  ["used", "In effect"],
  ["set", "Set"],
  ["changed", "Changed here"],
  ["all", "All"],
] as const

/** Search over names and what they do; a search looks at every setting. */
export function SettingsToolbar({ count }: { count: number }) {
  const [{ search, show, section }, setFilters] = useSettingsFilters()
  return (
    <search className="mb-4 flex flex-wrap items-center gap-2">
      <SearchField
        label="Search settings"
        value={search}
        onChange={(typed) => void setFilters({ search: typed || null }, typed === "" ? undefined : TYPING)}
        className="w-full sm:w-64"
      />
      <Select
        aria-label="Section"
        className="sm:w-48"
        value={section ?? ""}
        onChange={(e) =>
          void setFilters({ section: e.target.value === "" ? null : (e.target.value as NonNullable<typeof section>) })
        }
      >
        <option value="">Every section</option>
        <option value="general_settings">general_settings</option>
        <option value="litellm_settings">litellm_settings</option>
        <option value="router_settings">router_settings</option>
      </Select>
      <Segmented label="Show" value={show} options={SHOW} onChange={(next) => void setFilters({ show: next })} />
      <p role="status" className="text-faint text-xs tabular-nums sm:ml-auto">
        {`${count} ${count === 1 ? "setting" : "settings"}`}
      </p>
    </search>
  )
}
