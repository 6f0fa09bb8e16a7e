import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react"
import type { ComponentProps, ReactNode } from "react"
import { cn } from "#lib/ui/cn"
import { uiWords } from "#lib/ui/words/components-ui"

/** A table in a box that scrolls sideways by itself when it is too narrow. Give it an `aria-label`. */
export function Table({ className, ...rest }: ComponentProps<"table">) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
    <section className="w-full overflow-x-auto" tabIndex={0} aria-label={rest["aria-label"] ?? uiWords.table}>
      <table {...rest} className={cn("w-full border-collapse text-left text-[0.8125rem]", className)} />
    </section>
  )
}

export function THead({ className, ...rest }: ComponentProps<"thead">) {
  return <thead {...rest} className={cn("border-line border-b", className)} />
}

export function Tbody({ className, ...rest }: ComponentProps<"tbody">) {
  return <tbody {...rest} className={cn("divide-y divide-line", className)} />
}

export function Tr({ className, ...rest }: ComponentProps<"tr">) {
  return <tr {...rest} className={cn("group transition-colors", className)} />
}

interface ThProps extends ComponentProps<"th"> {
  numeric?: boolean | undefined
}

export function Th({ className, numeric, ...rest }: ThProps) {
  return (
    <th
      scope="col"
      {...rest}
      className={cn("h-9 whitespace-nowrap px-3 font-medium text-faint text-xs", numeric && "text-right", className)}
    />
  )
}

interface TdProps extends ComponentProps<"td"> {
  numeric?: boolean | undefined
}

export function Td({ className, numeric, ...rest }: TdProps) {
  return (
    <td
      {...rest}
      className={cn(
        "h-12 px-3 align-middle text-ink group-hover:bg-subtle/60",
        numeric && "text-right tabular-nums",
        className,
      )}
    />
  )
}

interface SortThProps {
  children: ReactNode
  /** This column's direction, or null when another column sorts. */
  direction: "asc" | "desc" | null
  onSort: () => void
  numeric?: boolean | undefined
  className?: string | undefined
}

/** A column head that sorts: a real button, the state in `aria-sort`. */
export function SortTh({ children, direction, onSort, numeric, className }: SortThProps) {
  const Icon = direction === "asc" ? ArrowUp : direction === "desc" ? ArrowDown : ChevronsUpDown
  const ariaSort = direction === "asc" ? "ascending" : direction === "desc" ? "descending" : "none"
  return (
    <Th numeric={numeric} aria-sort={ariaSort} className={className}>
      <button
        type="button"
        onClick={onSort}
        className={cn(
          "-mx-1 inline-flex items-center gap-1 rounded px-1 py-0.5 hover:text-ink",
          direction && "text-ink",
        )}
      >
        {children}
        <Icon className={cn("size-3", direction ? "" : "opacity-60")} aria-hidden />
      </button>
    </Th>
  )
}
