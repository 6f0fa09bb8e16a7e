/** A named set of filters: the query string of a page. */
export interface SavedView {
  readonly name: string
  readonly query: string
}

const MAX_VIEWS = 50
export const MAX_VIEW_NAME = 60
const NOTHING: readonly SavedView[] = []

/** The views that are kept under this name in this browser; nothing of what is no view. */
export function readViews(text: string | null): readonly SavedView[] {
  if (text === null) return NOTHING
  try {
    const views = JSON.parse(text) as unknown
    return Array.isArray(views) ? views.filter(isView).slice(0, MAX_VIEWS) : NOTHING
  } catch {
    return NOTHING
  }
}

/** With this view, in place of one of the same name, in the order of names. When there are too many, the last of the others goes. */
export function withView(views: readonly SavedView[], view: SavedView): readonly SavedView[] {
  const rest = views.filter(({ name }) => name !== view.name)
  return [...rest.slice(0, MAX_VIEWS - 1), view].sort((a, b) => a.name.localeCompare(b.name))
}

export function withoutView(views: readonly SavedView[], gone: string): readonly SavedView[] {
  return views.filter(({ name }) => name !== gone)
}

/** A query string without what is about one moment: the open row. */
export function viewQuery(search: string): string {
  const params = new URLSearchParams(search)
  params.delete("row")
  return params.toString()
}

function isView(value: unknown): value is SavedView {
  const { name, query } = (value ?? {}) as Partial<SavedView>
  return typeof name === "string" && name !== "" && typeof query === "string"
}
