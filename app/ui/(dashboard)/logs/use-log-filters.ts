import {
  createSerializer,
  parseAsBoolean,
  parseAsIsoDateTime,
  parseAsString,
  parseAsStringLiteral,
  useQueryState,
  useQueryStates,
} from "nuqs"
import { LOG_RANGES } from "#lib/ui/time-range"

const filterParsers = {
  range: parseAsStringLiteral(LOG_RANGES).withDefault("24h"),
  from: parseAsIsoDateTime,
  to: parseAsIsoDateTime,
  key: parseAsString.withDefault(""),
  model: parseAsString.withDefault(""),
  status: parseAsStringLiteral(["", "success", "failure", "client_disconnect", "interrupted"]).withDefault(""),
  q: parseAsString.withDefault(""),
}

/** The filters in the URL. Setting one to null puts it back to its default. */
export function useLogFilters() {
  return useQueryStates(filterParsers)
}

/** Id of the request whose panel is open, in the URL, so that the link to it can be shared and Back closes it. */
export function useOpenRequest() {
  return useQueryState("request", parseAsString)
}

/** Whether the list refreshes by itself. */
export function useLive() {
  return useQueryState("live", parseAsBoolean.withDefault(false))
}

/** The query string of the log with these filters (and open request), as a link's `href`. */
export const logsHref = createSerializer({ ...filterParsers, request: parseAsString })
