import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query"
import { apiGet, apiPost } from "#lib/ui/api"
import type {
  InvitationCreateOutput,
  User,
  UserCreateOutput,
  UserInfoOutput,
  UserListOutput,
  UserRemoveOutput,
} from "#lib/ui/api.gen"
import { useUndoBook } from "#lib/ui/undo/use-undoable"
import { useUndoableEdit } from "#lib/ui/undo/use-undoable-edit"
import { type userBody, userChanges, userFormOf, userThing } from "#lib/ui/user-form"
import type { UserFilters } from "./use-user-filters"

const PAGE_SIZE = 50
const REFRESH_MS = 15_000

/** One page of users. It refreshes by itself, for spend goes on while one looks. */
export function usersQuery({ q, role, sort, order, page }: UserFilters) {
  const query = { page, page_size: PAGE_SIZE, search: q.trim(), role, sort_by: sort, sort_order: order }
  return queryOptions({
    queryKey: ["users", "list", query],
    queryFn: ({ signal }) => apiGet<UserListOutput>("/user/list", query, signal),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  })
}

/** A user with their keys and teams. */
export function userQuery(id: string) {
  return queryOptions({
    queryKey: ["users", "one", id],
    queryFn: ({ signal }) => apiGet<UserInfoOutput>("/user/info", { user_id: id }, signal),
    refetchInterval: REFRESH_MS,
  })
}

export function useCreateUser() {
  return useUserMutation((body: ReturnType<typeof userBody>) => apiPost<UserCreateOutput>("/user/new", body))
}

/** Takes the form that changed the user. */
export function useUpdateUser(user: User) {
  return useUndoableEdit({
    thing: userThing(user),
    initial: userFormOf(user),
    changes: userChanges,
    send: (body) => apiPost<User>("/user/update", { user_id: user.user_id, ...body }),
  })
}

/** An invitation with its link. */
export function useInviteUser(id: string) {
  return useMutation({ mutationFn: () => apiPost<InvitationCreateOutput>("/invitation/new", { user_id: id }) })
}

export function useDeleteUser(user: User) {
  const book = useUndoBook()
  return useUserMutation(() => {
    book.forget(userThing(user).subject)
    return apiPost<UserRemoveOutput>("/user/delete", { user_ids: [user.user_id] })
  }, user.user_id)
}

/** After every write all that shows users is asked for anew; teams and keys show theirs. What is deleted is not asked for again. */
function useUserMutation<Input, Output>(mutationFn: (input: Input) => Promise<Output>, deletedId?: string) {
  const client = useQueryClient()
  const predicate = ({ queryKey }: { queryKey: readonly unknown[] }) => {
    const [group, kind, id] = queryKey
    return ["users", "teams", "keys"].includes(String(group)) && !(kind === "one" && id === deletedId)
  }
  return useMutation({ mutationFn, onSuccess: () => client.invalidateQueries({ predicate }) })
}
