import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query"
import { apiGet, apiPost } from "./api"
import type {
  SavedView,
  SavedViewCreateInput,
  SavedViewDeleteInput,
  SavedViewListOutput,
  SavedViewUpdateInput,
} from "./api.gen"

export type ViewPage = SavedView["page"]

export const MAX_VIEW_NAME = 60
/** About one moment or one place in the list, not about what is looked for: the open row, the page of a list. */
const PASSING = ["row", "page"]

/** The visitor's views of a page, and those shared with everybody. */
export function savedViewsQuery(page: ViewPage) {
  return queryOptions({
    queryKey: ["saved views", page],
    queryFn: ({ signal }) => apiGet<SavedViewListOutput>("/saved_view/list", { page }, signal),
    select: ({ views }) => views,
  })
}

/** Keeps filters under a name: in place of the visitor's own view of that name, if `known` has one. */
export function useSaveView(page: ViewPage, known: readonly SavedView[]) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ name, query, shared }: Pick<SavedView, "name" | "query" | "shared">) => {
      const old = sameName(known, name)
      if (old === undefined)
        return apiPost<SavedView>("/saved_view/new", { page, name, query, shared } satisfies SavedViewCreateInput)
      const change = { view_id: old.view_id, query, shared } satisfies SavedViewUpdateInput
      return apiPost<SavedView>("/saved_view/update", change)
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["saved views", page] }),
  })
}

/** Forgets a view; it is gone from the list at once, and back when the gateway refuses. */
export function useDeleteView(page: ViewPage) {
  const client = useQueryClient()
  const { queryKey } = savedViewsQuery(page)
  return useMutation({
    mutationFn: ({ view_id }: SavedView) => apiPost("/saved_view/delete", { view_id } satisfies SavedViewDeleteInput),
    onMutate: async ({ view_id: gone }) => {
      await client.cancelQueries({ queryKey })
      const before = client.getQueryData(queryKey)
      if (before) client.setQueryData(queryKey, { views: before.views.filter(({ view_id: id }) => id !== gone) })
      return before
    },
    onError: (_error, _view, before) => client.setQueryData(queryKey, before),
    onSettled: () => client.invalidateQueries({ queryKey }),
  })
}

/** The visitor's own view of this name. */
export function sameName(views: readonly SavedView[], name: string): SavedView | undefined {
  return views.find((view) => view.mine && view.name === name)
}

/** A query string without what is about one moment. */
export function viewQuery(search: string): string {
  const params = new URLSearchParams(search)
  for (const name of PASSING) params.delete(name)
  return params.toString()
}
