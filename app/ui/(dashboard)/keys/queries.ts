import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query"
import { apiGet, apiPost } from "#lib/ui/api"
import type { KeyBody } from "#lib/ui/key-form"
import type { KeyRow } from "#lib/ui/key-row"
import type { KeyFilters } from "./use-key-filters"

export const PAGE_SIZE = 50
const REFRESH_MS = 15_000

export interface KeyPage {
  readonly keys: readonly KeyRow[]
  readonly total_count: number
  readonly current_page: number
  readonly total_pages: number
}

/** A new key: the one answer that holds the key itself. */
export interface CreatedKey extends KeyRow {
  readonly key: string
}

/** One page of keys. It refreshes by itself, for spend goes on while one looks. */
export function keysQuery({ q, status, sort, order, page }: KeyFilters) {
  const query = {
    page,
    size: PAGE_SIZE,
    search: q.trim(),
    status,
    sort_by: sort,
    sort_order: order,
    return_full_object: true,
  }
  return queryOptions({
    queryKey: ["keys", "list", query],
    queryFn: ({ signal }) => apiGet<KeyPage>("/key/list", query, signal),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  })
}

/** Names of the models that can be asked for. */
export const modelIdsQuery = queryOptions({
  queryKey: ["models", "ids"],
  queryFn: ({ signal }) => apiGet<{ data: readonly { id: string }[] }>("/v1/models", {}, signal),
  staleTime: 60_000,
  select: (answer) => [...new Set(answer.data.map((model) => model.id))].sort(),
})

export function useCreateKey() {
  return useKeyMutation((body: KeyBody) => apiPost<CreatedKey>("/key/generate", body))
}

export function useUpdateKey(token: string) {
  return useKeyMutation((body: Partial<KeyBody>) => apiPost<KeyRow>("/key/update", { key: token, ...body }))
}

export function useDeleteKey(token: string) {
  return useKeyMutation(() => apiPost<{ deleted_keys: readonly string[] }>("/key/delete", { keys: [token] }))
}

/** Takes true to block and false to unblock. */
export function useBlockKey(token: string) {
  return useKeyMutation((block: boolean) => apiPost<KeyRow>(block ? "/key/block" : "/key/unblock", { key: token }))
}

/** After every write the lists are asked for anew. */
function useKeyMutation<Input, Output>(mutationFn: (input: Input) => Promise<Output>) {
  const client = useQueryClient()
  return useMutation({ mutationFn, onSuccess: () => client.invalidateQueries({ queryKey: ["keys"] }) })
}
