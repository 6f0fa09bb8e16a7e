import type { ComponentProps } from "react"
import { cn } from "#lib/ui/cn"
import { fieldLook } from "./input"

/** A text field of several lines. Mark it with `aria-invalid` when its value is wrong. */
export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  return <textarea {...rest} className={cn(fieldLook, "h-auto min-h-20 resize-y py-2 max-sm:text-base", className)} />
}
