import type { ReactNode } from "react"
import { cn } from "#lib/ui/cn"

interface NameButtonProps {
  /** Opens the row; null: this visitor cannot, and it is a name alone. */
  onClick: (() => void) | null
  className?: string
  children: ReactNode
}

/** A row's name that opens its form. */
export function NameButton({ onClick, className, children }: NameButtonProps) {
  if (onClick === null) return <span className={cn("block truncate font-medium", className)}>{children}</span>
  return (
    <button
      type="button"
      onClick={onClick}
      className={cn(
        "-mx-1 block max-w-full truncate rounded px-1 text-left font-medium underline-offset-4 hover:underline",
        className,
      )}
    >
      {children}
    </button>
  )
}
