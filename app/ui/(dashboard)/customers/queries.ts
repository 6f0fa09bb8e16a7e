import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query"
import { apiGet, apiPost } from "#lib/ui/api"
import type { Customer, Tag } from "#lib/ui/api.gen"
import { customerRow, type SpenderKind, type SpenderRow, tagRow } from "#lib/ui/spender-form"

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

export function useCreateSpender(kind: SpenderKind) {
  return useSpenderMutation((body: Body) => apiPost(`/${kind}/new`, body))
}

export function useUpdateSpender(kind: SpenderKind) {
  return useSpenderMutation((body: Body) => apiPost(`/${kind}/update`, body))
}

export function useDeleteSpender({ kind, id }: SpenderRow) {
  return useSpenderMutation(() => apiPost(`/${kind}/delete`, kind === "customer" ? { user_ids: [id] } : { name: id }))
}

/** Takes true to block and false to unblock. */
export function useBlockSpender({ kind, id }: SpenderRow) {
  return useSpenderMutation((block: boolean) =>
    kind === "customer"
      ? apiPost(`/customer/${block ? "block" : "unblock"}`, { user_ids: [id] })
      : apiPost("/tag/update", { name: id, blocked: block }),
  )
}

function useSpenderMutation<Input>(mutationFn: (input: Input) => Promise<unknown>) {
  const client = useQueryClient()
  return useMutation({ mutationFn, onSuccess: () => client.invalidateQueries({ queryKey: ["spenders"] }) })
}
