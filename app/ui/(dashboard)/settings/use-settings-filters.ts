import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs"
import { SHOWN } from "#lib/ui/settings"

/** Which settings are shown; in the URL, so that one can be sent to somebody. */
export function useSettingsFilters() {
  return useQueryStates({
    search: parseAsString.withDefault(""),
    show: parseAsStringLiteral(SHOWN).withDefault("used"),
    section: parseAsStringLiteral(["general_settings", "litellm_settings", "router_settings"]),
  })
}
