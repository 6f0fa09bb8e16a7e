import { ChevronRight } from "lucide-react"
import type { ReactNode } from "react"

interface FoldProps {
  title: string
  /** What is inside, in a few words. */
  note: string
  /** True keeps it open: there is something filled in, or wrong. */
  used: boolean
  children: ReactNode
}

/** Fields that are folded away until somebody wants them. */
export function Fold({ title, note, used, children }: FoldProps) {
  return (
    <details open={used || undefined} className="group/fold rounded-md border border-line">
      <summary className="flex list-none items-center gap-2 rounded-md px-3 py-2.5 font-medium text-[0.8125rem] [&::-webkit-details-marker]:hidden">
        <ChevronRight
          className="size-4 shrink-0 text-faint transition-transform group-open/fold:rotate-90"
          aria-hidden
        />
        {title}
        <span className="min-w-0 truncate font-normal text-faint">{note}</span>
      </summary>
      <div className="border-line border-t p-3">{children}</div>
    </details>
  )
}
