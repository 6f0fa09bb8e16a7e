import { ChevronLeft, ChevronRight } from "lucide-react"
import { Button } from "#components/ui/button"
import { listWords } from "#lib/ui/words/components-data-table"

const words = listWords.pager

interface PagerProps {
  page: number
  pages: number
  onGo: (page: number) => void
}

/** Back and forth; nothing when one page holds all. */
export function Pager({ page, pages, onGo }: PagerProps) {
  if (pages <= 1) return null
  return (
    <nav aria-label={words.label} className="mt-4 flex items-center justify-end gap-2 text-muted text-xs tabular-nums">
      <span className="mr-1">{words.page(page, pages)}</span>
      <Button
        variant="outline"
        size="icon"
        aria-label={words.previous}
        disabled={page <= 1}
        onClick={() => onGo(page - 1)}
      >
        <ChevronLeft aria-hidden />
      </Button>
      <Button
        variant="outline"
        size="icon"
        aria-label={words.next}
        disabled={page >= pages}
        onClick={() => onGo(page + 1)}
      >
        <ChevronRight aria-hidden />
      </Button>
    </nav>
  )
}
