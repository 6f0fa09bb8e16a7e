import { ChevronLeft, ChevronRight } from "lucide-react"
import { Button } from "#components/ui/button"

interface PagerProps {
  page: number
  pages: number
  onGo: (page: number) => void
}

/** Back and forth; nothing when one page holds all. */
export function Pager({ page, pages, onGo }: PagerProps) {
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
        onClick={() => onGo(page - 1)}
      >
        <ChevronLeft aria-hidden />
      </Button>
      <Button
        variant="outline"
        size="icon"
        aria-label="Next page"
        disabled={page >= pages}
        onClick={() => onGo(page + 1)}
      >
        <ChevronRight aria-hidden />
      </Button>
    </nav>
  )
}
