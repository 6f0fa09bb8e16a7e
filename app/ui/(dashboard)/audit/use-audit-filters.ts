import { parseAsInteger, parseAsIsoDate, parseAsString, useQueryState, useQueryStates } from "nuqs"

const typed = parseAsString.withDefault("")

/** Which changes are shown; in the URL, so that a list can be sent to somebody. */
export function useAuditFilters() {
  return useQueryStates({
    what: typed,
    action: typed,
    by: typed,
    object: typed,
    from: parseAsIsoDate,
    to: parseAsIsoDate,
    page: parseAsInteger.withDefault(1),
  })
}

export type AuditFilters = ReturnType<typeof useAuditFilters>[0]

export const NO_FILTERS = { what: null, action: null, by: null, object: null, from: null, to: null, page: null }

/** The change whose panel is open. */
export function useOpenChange() {
  return useQueryState("row", parseAsString)
}
