import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query"
import { apiGet, apiPost } from "#lib/ui/api"
import type { SessionChangePasswordInput, SessionListOutput, SessionRevokeInput, UserInfoOutput } from "#lib/ui/api.gen"

export const sessionsQuery = queryOptions({
  queryKey: ["sessions"],
  queryFn: ({ signal }) => apiGet<SessionListOutput>("/session/list", {}, signal),
  select: ({ sessions }) => sessions,
})

/** What one may spend, over all keys. */
export const ownBudgetQuery = queryOptions({
  queryKey: ["account", "budget"],
  queryFn: ({ signal }) => apiGet<UserInfoOutput>("/user/info", {}, signal),
  select: ({ user_info: user }) => user,
})

export function useRevokeSession() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: SessionRevokeInput) => apiPost("/session/revoke", body),
    onSuccess: () => client.invalidateQueries({ queryKey: ["sessions"] }),
  })
}

export function useChangePassword() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: SessionChangePasswordInput) => apiPost("/user/password/change", body),
    onSuccess: () => client.invalidateQueries({ queryKey: ["sessions"] }),
  })
}
