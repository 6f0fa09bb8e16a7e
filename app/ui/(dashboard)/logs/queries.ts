import { infiniteQueryOptions, keepPreviousData, type QueryClient, queryOptions } from "@tanstack/react-query"
import { apiGet, apiPost } from "#lib/ui/api"
import type {
  GlobalSpendEstimateOutput,
  SpendPageInput,
  SpendPageOutput,
  SpendReplayInput,
  SpendReplayOutput,
} from "#lib/ui/api.gen"
import { type LogFilters, logParams } from "#lib/ui/log-filters"
import type { LogDetail } from "#lib/ui/log-row"

const PAGE_SIZE = 100
/** What a browser keeps of the log: 10 000 rows. The next ones begin a list of their own. */
export const MAX_PAGES = 100

/** The log's pages, newest first. A relative time range is counted from the moment of each request. */
export function logsQuery(filters: LogFilters) {
  return infiniteQueryOptions({
    queryKey: ["logs", "list", filters],
    queryFn: ({ pageParam, signal }) => {
      const query: SpendPageInput = { ...logParams(filters, Date.now()), page_size: PAGE_SIZE, cursor: pageParam }
      return apiGet<SpendPageOutput>("/spend/logs/v2", query, signal)
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    // A return to the window must not load a hundred pages again; new requests come live, or when asked for.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
}

/** The list anew from its first page; what was loaded beyond is let go. */
export async function refreshLogs(client: QueryClient, filters: LogFilters): Promise<void> {
  const { queryKey } = logsQuery(filters)
  client.setQueryData(queryKey, (data) =>
    data === undefined ? data : { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) },
  )
  await client.invalidateQueries({ queryKey: ["logs"] })
}

/** One request with its bodies, attempts and arithmetic. */
export function logQuery(requestId: string) {
  return queryOptions({
    queryKey: ["logs", "one", requestId],
    queryFn: ({ signal }) => apiGet<LogDetail>(`/spend/logs/${encodeURIComponent(requestId)}`, {}, signal),
    staleTime: 60_000,
  })
}

/** What the same amount of tokens would cost with another model; fails for one without a price. */
export function estimateQuery(model: string, log: LogDetail) {
  const { prompt_tokens, completion_tokens } = log
  return queryOptions({
    queryKey: ["logs", "estimate", model, prompt_tokens, completion_tokens],
    queryFn: ({ signal }) => {
      const asked = { model, input_tokens: prompt_tokens, output_tokens: completion_tokens }
      return apiPost<GlobalSpendEstimateOutput>("/cost/estimate", asked, { signal })
    },
    enabled: model !== "",
    retry: false,
    staleTime: 60_000,
  })
}

/** A model may think for minutes, and what it said is paid for. */
const REPLAY_TIMEOUT_MS = 600_000

/** Asks another model the same. */
export function askAgain(input: SpendReplayInput): Promise<SpendReplayOutput> {
  return apiPost<SpendReplayOutput>("/spend/logs/replay", input, { timeoutMs: REPLAY_TIMEOUT_MS })
}

export interface KeyOption {
  readonly token: string
  readonly key_name: string | null
  readonly key_alias: string | null
  readonly user_id?: string | null
}

/** Keys to filter by. */
export const keyOptionsQuery = queryOptions({
  queryKey: ["keys", "options"],
  queryFn: ({ signal }) =>
    apiGet<{ keys: readonly KeyOption[] }>("/key/list", { page: 1, size: 100, return_full_object: true }, signal),
  staleTime: 60_000,
  select: (answer) => answer.keys,
})
