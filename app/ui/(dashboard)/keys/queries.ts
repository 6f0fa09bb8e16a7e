import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query"
import { apiGet, apiPost } from "#lib/ui/api"
import type { KeyGenerateOutput, KeyListOutput, KeyRemoveOutput, KeyUpdateOutput } from "#lib/ui/api.gen"
import { changesOf, formOf, type KeyBody } from "#lib/ui/key-form"
import { type KeyRow, keyThing } from "#lib/ui/key-row"
import { blocking } from "#lib/ui/undo/changes"
import { useUndoable, useUndoBook } from "#lib/ui/undo/use-undoable"
import { useUndoableEdit } from "#lib/ui/undo/use-undoable-edit"
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

/** Takes the form that changed the key. */
export function useUpdateKey(row: KeyRow) {
  return useUndoableEdit({
    thing: keyThing(row),
    initial: formOf(row),
    changes: changesOf,
    send: (body) => apiPost<KeyUpdateOutput>("/key/update", { key: row.token, ...body }),
  })
}

/** A leaked key must be dead at once: its deletion is never held back for an undo. It is asked about before instead. */
export function useDeleteKey(row: KeyRow) {
  const book = useUndoBook()
  return useKeyMutation(() => {
    book.forget(keyThing(row).subject)
    return apiPost<KeyRemoveOutput>("/key/delete", { keys: [row.token] })
  })
}

/** Takes true to block and false to unblock. */
export function useBlockKey(row: KeyRow) {
  const expired = row.expires !== null && Date.parse(row.expires) <= Date.now()
  return useUndoable((block: boolean) =>
    blocking({
      thing: keyThing(row),
      blocked: block,
      send: (to) => apiPost<KeyRow>(to ? "/key/block" : "/key/unblock", { key: row.token }),
      shown: (to) => ({ blocked: to, status: to ? "blocked" : expired ? "expired" : "active" }),
    }),
  )
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
