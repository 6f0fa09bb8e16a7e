import type { ComponentProps } from "react"
import { cn } from "#lib/ui/cn"

export const fieldLook =
  "h-9 w-full rounded-md border border-field bg-surface px-3 text-sm text-ink placeholder:text-faint transition-colors " +
  "hover:border-muted focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0 " +
  "aria-invalid:border-danger disabled:cursor-not-allowed disabled:opacity-60"

/** A text field. Mark it with `aria-invalid` when its value is wrong. On phones 16 px, so that iOS does not zoom in. */
export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input {...rest} className={cn(fieldLook, "max-sm:text-base", className)} />
}
