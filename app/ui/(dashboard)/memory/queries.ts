import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query"
import { apiDelete, apiGet, apiPatch, apiPost } from "#lib/ui/api"
import type {
  Fact,
  MemoryCreateInput,
  MemoryListInput,
  MemoryListOutput,
  MemoryUsersInput,
  MemoryUsersOutput,
} from "#lib/ui/api.gen"
import { deleting, editing } from "#lib/ui/undo/changes"
import { shortTitle, type Thing } from "#lib/ui/undo/thing"
import { useUndoable, useUndoableDeletion, useUndoBook } from "#lib/ui/undo/use-undoable"
import { memoryWords } from "#lib/ui/words/memory"

export const PAGE_SIZE = 50
const REFRESH_MS = 15_000

/** A user something is remembered of. */
export type RememberedUser = MemoryUsersOutput["users"][number]

export function usersQuery(q: string, page: number) {
  const query = { search: q.trim(), page, page_size: PAGE_SIZE } satisfies MemoryUsersInput
  return queryOptions({
    queryKey: ["memory", "users", query],
    queryFn: ({ signal }) => apiGet<MemoryUsersOutput>("/memory/users", query, signal),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  })
}

interface FactsAsked {
  readonly user: string
  readonly tenant: string
  readonly q: string
  readonly page: number
}

export function factsQuery({ user, tenant, q, page }: FactsAsked) {
  const query = { user_id: user, tenant, search: q.trim(), page, page_size: PAGE_SIZE } satisfies MemoryListInput
  return queryOptions({
    queryKey: ["memory", "facts", query],
    queryFn: ({ signal }) => apiGet<MemoryListOutput>("/memory", query, signal),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  })
}

/** The same fact may be waiting to be erased: that goes first. */
export function useAddFact() {
  const book = useUndoBook()
  return useMemoryMutation(async (body: MemoryCreateInput) => {
    await book.sendWaiting()
    return apiPost<Fact>("/memory", body)
  })
}

/** Takes the new words. */
export function useChangeFact(was: Fact) {
  return useUndoable((fact: string) =>
    editing({
      thing: factThing(was),
      changes: { fact },
      before: { fact: was.fact },
      send: (body) => apiPatch<Fact>(factPath(was), body),
    }),
  )
}

export function useEraseFact(): (fact: Fact) => void {
  const remove = useUndoableDeletion()
  return (fact) =>
    remove(
      deleting({
        thing: factThing(fact),
        note: memoryWords.facts.eraseNote,
        verb: "erase",
        send: () => apiDelete(factPath(fact), {}, { keepalive: true }),
      }),
    )
}

function factThing(fact: Fact): Thing {
  return {
    subject: `fact ${fact.fact_id}`,
    title: shortTitle(memoryWords.facts.quoted(fact.fact)),
    groups: ["memory"],
    fits: (row) => row.fact_id === fact.fact_id,
    noWayBack: [],
  }
}

const factPath = ({ fact_id: id }: Fact) => `/memory/${encodeURIComponent(id)}`

/** Facts of theirs that wait to be erased go first. */
export function useEraseUser({ user_id, tenant }: Pick<RememberedUser, "user_id" | "tenant">) {
  const book = useUndoBook()
  return useMemoryMutation(async () => {
    await book.sendWaiting()
    return apiDelete<{ deleted: number }>("/memory", { user_id, tenant })
  })
}

function useMemoryMutation<Input, Output>(mutationFn: (input: Input) => Promise<Output>) {
  const client = useQueryClient()
  return useMutation({ mutationFn, onSuccess: () => client.invalidateQueries({ queryKey: ["memory"] }) })
}
