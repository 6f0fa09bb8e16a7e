import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query"
import { apiGet, apiPost } from "#lib/ui/api"
import type { Customer, Tag } from "#lib/ui/api.gen"
import {
  customerRow,
  named,
  type SpenderKind,
  type SpenderRow,
  spenderChanges,
  spenderFormOf,
  spenderThing,
  tagRow,
} from "#lib/ui/spender-form"
import { blocking, deleting } from "#lib/ui/undo/changes"
import { useUndoable, useUndoableDeletion, useUndoBook } from "#lib/ui/undo/use-undoable"
import { useUndoableEdit } from "#lib/ui/undo/use-undoable-edit"
import { spenderWords } from "#lib/ui/words/customers"

const REFRESH_MS = 15_000
/** As many as one answer holds. */
export const MOST = 1000

/** All of a kind; the API gives the newest thousand at once, and of customers those that match. */
export function spendersQuery(kind: SpenderKind, q: string) {
  const search = kind === "customer" ? q.trim() : ""
  return queryOptions({
    queryKey: ["spenders", kind, search],
    queryFn: ({ signal }) => (kind === "customer" ? fetchCustomers(search, signal) : fetchTags(signal)),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  })
}

async function fetchCustomers(search: string, signal: AbortSignal): Promise<readonly SpenderRow[]> {
  const found = await apiGet<readonly Customer[]>("/customer/list", { search, page_size: MOST }, signal)
  return found.map(customerRow)
}

async function fetchTags(signal: AbortSignal): Promise<readonly SpenderRow[]> {
  return (await apiGet<readonly Tag[]>("/tag/list", {}, signal)).map(tagRow)
}

type Body = Readonly<Record<string, unknown>>

/** One of the same name may be waiting to be deleted: that goes first. */
export function useCreateSpender(kind: SpenderKind) {
  const client = useQueryClient()
  const book = useUndoBook()
  return useMutation({
    mutationFn: async (body: Body) => {
      await book.sendWaiting()
      return apiPost(`/${kind}/new`, body)
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ["spenders"] }),
  })
}

/** Takes the form that changed it. */
export function useUpdateSpender(row: SpenderRow) {
  return useUndoableEdit({
    thing: spenderThing(row),
    initial: spenderFormOf(row),
    changes: (from, to): Body => spenderChanges(row.kind, from, to),
    send: (body) => apiPost(`/${row.kind}/update`, { ...named(row.kind, row.id), ...body }),
    shown: ({ alias, description, ...rest }) => {
      const about = row.kind === "customer" ? alias : description
      return { ...rest, ...(about === undefined ? {} : { about }) }
    },
  })
}

export function useDeleteSpender(row: SpenderRow) {
  const { kind, id } = row
  const remove = useUndoableDeletion()
  const body = kind === "customer" ? { user_ids: [id] } : { name: id }
  return () =>
    remove(
      deleting({
        thing: spenderThing(row),
        note: spenderWords[kind].goesAlong,
        send: () => apiPost(`/${kind}/delete`, body, { keepalive: true }),
      }),
    )
}

/** Takes true to block and false to unblock. */
export function useBlockSpender(row: SpenderRow) {
  const { kind, id } = row
  return useUndoable((block: boolean) =>
    blocking({
      thing: spenderThing(row),
      blocked: block,
      send: (to) =>
        kind === "customer"
          ? apiPost(`/customer/${to ? "block" : "unblock"}`, { user_ids: [id] })
          : apiPost("/tag/update", { name: id, blocked: to }),
    }),
  )
}
