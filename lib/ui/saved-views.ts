import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query"
import { apiGet, apiPost } from "./api"
import type {
  SavedView,
  SavedViewCreateInput,
  SavedViewDeleteInput,
  SavedViewListOutput,
  SavedViewUpdateInput,
} from "./api.gen"
import { deleting } from "./undo/changes"
import { shortTitle, type Thing } from "./undo/thing"
import { useUndoableDeletion, useUndoBook } from "./undo/use-undoable"
import { savedViewsWords } from "./words/saved-views"

export type ViewPage = SavedView["page"]

export const MAX_VIEW_NAME = 60
/** About one moment or one place in the list, not about what is looked for: the open row, the page of a list. */
const PASSING = ["row", "page"]

/** The visitor's views of a page, and those shared with everybody. */
export function savedViewsQuery(page: ViewPage) {
  return queryOptions({
    queryKey: ["saved-views", page],
    queryFn: ({ signal }) => apiGet<SavedViewListOutput>("/saved_view/list", { page }, signal),
    select: ({ views }) => views,
  })
}

/** Keeps filters under a name: in place of the visitor's own view of that name, if `known` has one. */
export function useSaveView(page: ViewPage, known: readonly SavedView[]) {
  const client = useQueryClient()
  const book = useUndoBook()
  return useMutation({
    mutationFn: async ({ name, query, shared }: Pick<SavedView, "name" | "query" | "shared">) => {
      // One of this name may be waiting to be deleted: that goes first.
      await book.sendWaiting()
      const old = sameName(known, name)
      if (old === undefined)
        return apiPost<SavedView>("/saved_view/new", { page, name, query, shared } satisfies SavedViewCreateInput)
      const change = { view_id: old.view_id, query, shared } satisfies SavedViewUpdateInput
      return apiPost<SavedView>("/saved_view/update", change)
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["saved-views", page] }),
  })
}

/** Forgets a view. Nothing hangs on it, so nobody is asked, and it can be undone. */
export function useDeleteView(): (view: SavedView) => void {
  const remove = useUndoableDeletion()
  return (view) =>
    remove(
      deleting({
        thing: viewThing(view),
        note: view.shared ? savedViewsWords.sharedUntilThen : "",
        send: () => {
          const body = { view_id: view.view_id } satisfies SavedViewDeleteInput
          return apiPost("/saved_view/delete", body, { keepalive: true })
        },
      }),
    )
}

const viewThing = ({ view_id: id, name }: SavedView): Thing => ({
  subject: `view ${id}`,
  title: shortTitle(name),
  groups: ["saved-views"],
  fits: ({ view_id }) => view_id === id,
  noWayBack: [],
})

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
