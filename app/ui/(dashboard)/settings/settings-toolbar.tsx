"use client"

import { debounce } from "nuqs"
import { SearchField } from "#components/data-table/search-field"
import { Segmented } from "#components/data-table/segmented"
import { Select } from "#components/ui/select"
import { counted } from "#lib/ui/words/counted"
import { settingsWords } from "#lib/ui/words/settings"
import { useSettingsFilters } from "./use-settings-filters"

const TYPING = { limitUrlUpdates: debounce(300) }
const words = settingsWords.toolbar
const SHOW = [
  ["used", words.shown.used],
  ["set", words.shown.set],
  ["changed", words.shown.changed],
  ["all", words.shown.all],
] as const

/** Search over names and what they do; a search looks at every setting. */
export function SettingsToolbar({ count }: { count: number }) {
  const [{ search, show, section }, setFilters] = useSettingsFilters()
  return (
    <search className="mb-4 flex flex-wrap items-center gap-2">
      <SearchField
        label={words.search}
        value={search}
        onChange={(typed) => void setFilters({ search: typed || null }, typed === "" ? undefined : TYPING)}
        className="w-full sm:w-64"
      />
      <Select
        aria-label={words.section}
        className="sm:w-48"
        value={section ?? ""}
        onChange={(e) =>
          void setFilters({ section: e.target.value === "" ? null : (e.target.value as NonNullable<typeof section>) })
        }
      >
        <option value="">{words.everySection}</option>
        <option value="general_settings">general_settings</option>
        <option value="litellm_settings">litellm_settings</option>
        <option value="router_settings">router_settings</option>
      </Select>
      <Segmented label={words.show} value={show} options={SHOW} onChange={(next) => void setFilters({ show: next })} />
      <p role="status" className="text-faint text-xs tabular-nums sm:ml-auto">
        {counted(count, words.setting, words.settings)}
      </p>
    </search>
  )
}
