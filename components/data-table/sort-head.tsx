import { SortTh } from "#components/ui/table"

/** What a table is sorted by, and how to ask for another order. */
export interface Sorting<S extends string> {
  readonly sort: S
  readonly order: "asc" | "desc"
  readonly onSort: (sort: S, order: "asc" | "desc") => void
}

/** Sorting that stands in the URL, with the other filters of a table; another order begins on the first page. */
export function sortingOf<S extends string>(
  { sort, order }: Pick<Sorting<S>, "sort" | "order">,
  setFilters: (change: { sort: S; order: "asc" | "desc"; page: null }) => unknown,
): Sorting<S> {
  return { sort, order, onSort: (by, direction) => void setFilters({ sort: by, order: direction, page: null }) }
}

interface SortHeadProps<S extends string> {
  sorting: Sorting<S>
  sort: S
  /** The direction that is wanted first. */
  first: "asc" | "desc"
  className?: string
  children: string
}

/** The head of a column that sorts: its own direction first, then the other. */
export function SortHead<S extends string>({ sorting, sort, first, className, children }: SortHeadProps<S>) {
  const current = sorting.sort === sort ? sorting.order : null
  const next = current === null ? first : current === "asc" ? "desc" : "asc"
  return (
    <SortTh direction={current} className={className} onSort={() => sorting.onSort(sort, next)}>
      {children}
    </SortTh>
  )
}
