import { SortTh } from "#components/ui/table"

/** What a table is sorted by, and how to ask for another order. */
export interface Sorting<S extends string> {
  readonly sort: S
  readonly order: "asc" | "desc"
  readonly onSort: (sort: S, order: "asc" | "desc") => void
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
