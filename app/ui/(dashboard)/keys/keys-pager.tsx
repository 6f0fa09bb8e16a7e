import { ChevronLeft, ChevronRight } from "lucide-react"
import { Button } from "#components/ui/button"
import { useKeyFilters } from "./use-key-filters"

/** Back and forth; nothing when one page holds all. */
export function KeysPager({ pages }: { pages: number }) {
  const [{ page }, setFilters] = useKeyFilters()
  if (pages <= 1) return null
  return (
    <nav aria-label="Pages" className="mt-4 flex items-center justify-end gap-2 text-muted text-xs tabular-nums">
      <span className="mr-1">
        Page {page} of {pages}
      </span>
      <Button
        variant="outline"
        size="icon"
        aria-label="Previous page"
        disabled={page <= 1}
        onClick={() => go(page - 1)}
      >
        <ChevronLeft aria-hidden />
      </Button>
      <Button
        variant="outline"
        size="icon"
        aria-label="Next page"
        disabled={page >= pages}
        onClick={() => go(page + 1)}
      >
        <ChevronRight aria-hidden />
      </Button>
    </nav>
  )

  function go(to: number) {
    void setFilters({ page: to === 1 ? null : to }, { history: "push" })
  }
}
