import type { ComponentProps } from "react"
import { cn } from "#lib/ui/cn"

/** A key of the keyboard. */
export function Kbd({ className, ...rest }: ComponentProps<"kbd">) {
  return (
    <kbd
      {...rest}
      className={cn(
        "inline-flex h-5 min-w-5 items-center justify-center rounded border border-line bg-subtle px-1 font-sans text-[0.6875rem] text-muted",
        className,
      )}
    />
  )
}
