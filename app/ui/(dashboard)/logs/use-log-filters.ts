import {
  createSerializer,
  parseAsBoolean,
  parseAsFloat,
  parseAsIsoDateTime,
  parseAsString,
  parseAsStringLiteral,
  useQueryState,
  useQueryStates,
} from "nuqs"
import { LOG_RANGES } from "#lib/ui/time-range"

const typed = parseAsString.withDefault("")
const filterParsers = {
  range: parseAsStringLiteral(LOG_RANGES).withDefault("24h"),
  from: parseAsIsoDateTime,
  to: parseAsIsoDateTime,
  key: typed,
  model: typed,
  status: parseAsStringLiteral(["", "success", "failure", "client_disconnect", "interrupted"]).withDefault(""),
  provider: typed,
  team: typed,
  user: typed,
  customer: typed,
  organization: typed,
  tag: typed,
  error: typed,
  cache: parseAsStringLiteral(["", "hit", "miss"]).withDefault(""),
  min: parseAsFloat,
  max: parseAsFloat,
  q: typed,
}

/** The filters in the URL. Setting one to null puts it back to its default. */
export function useLogFilters() {
  return useQueryStates(filterParsers)
}

/** Id of the request whose panel is open, in the URL, so that the link to it can be shared and Back closes it. */
export function useOpenRequest() {
  return useQueryState("row", parseAsString)
}

/** Whether new requests come into the list by themselves. */
export function useLive() {
  return useQueryState("live", parseAsBoolean.withDefault(false))
}

/** The query string of the log with these filters (and open request), as a link's `href`. */
export const logsHref = createSerializer({ ...filterParsers, row: parseAsString })
