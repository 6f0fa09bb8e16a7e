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

export function useAddFact() {
  return useMemoryMutation((body: MemoryCreateInput) => apiPost<Fact>("/memory", body))
}

export function useChangeFact({ fact_id: id }: Fact) {
  return useMemoryMutation((fact: string) => apiPatch<Fact>(`/memory/${encodeURIComponent(id)}`, { fact }))
}

export function useEraseFact({ fact_id: id }: Fact) {
  return useMemoryMutation(() => apiDelete(`/memory/${encodeURIComponent(id)}`))
}

export function useEraseUser({ user_id, tenant }: Pick<RememberedUser, "user_id" | "tenant">) {
  return useMemoryMutation(() => apiDelete<{ deleted: number }>("/memory", { user_id, tenant }))
}

function useMemoryMutation<Input, Output>(mutationFn: (input: Input) => Promise<Output>) {
  const client = useQueryClient()
  return useMutation({ mutationFn, onSuccess: () => client.invalidateQueries({ queryKey: ["memory"] }) })
}
