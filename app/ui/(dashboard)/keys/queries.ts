import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query"
import { apiGet, apiPost } from "#lib/ui/api"
import type { KeyGenerateOutput, KeyListOutput, KeyRemoveOutput, KeyUpdateOutput } from "#lib/ui/api.gen"
import type { KeyBody } from "#lib/ui/key-form"
import type { KeyRow } from "#lib/ui/key-row"
import type { KeyFilters } from "./use-key-filters"

const PAGE_SIZE = 50
const REFRESH_MS = 15_000

/** With `return_full_object` the list holds keys, never bare hashes. */
type KeyPage = Omit<KeyListOutput, "keys"> & { readonly keys: readonly KeyRow[] }

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

export function useCreateKey() {
  return useKeyMutation((body: KeyBody) => apiPost<KeyGenerateOutput>("/key/generate", body))
}

export function useUpdateKey(token: string) {
  return useKeyMutation((body: Partial<KeyBody>) => apiPost<KeyUpdateOutput>("/key/update", { key: token, ...body }))
}

export function useDeleteKey(token: string) {
  return useKeyMutation(() => apiPost<KeyRemoveOutput>("/key/delete", { keys: [token] }))
}

/** Takes true to block and false to unblock. */
export function useBlockKey(token: string) {
  return useKeyMutation((block: boolean) => apiPost<KeyRow>(block ? "/key/block" : "/key/unblock", { key: token }))
}

/** After every write the lists are asked for anew: those of the keys, and of whose they are. */
function useKeyMutation<Input, Output>(mutationFn: (input: Input) => Promise<Output>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: () =>
      Promise.all(["keys", "teams", "users"].map((name) => client.invalidateQueries({ queryKey: [name] }))),
  })
}
