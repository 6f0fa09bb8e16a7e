import { ChevronDown } from "lucide-react"
import type { ComponentProps } from "react"
import { cn } from "#lib/ui/cn"
import { fieldLook } from "./input"

/** The platform's own select in our clothes: `<option>`s as children. `className` styles the box around it. */
export function Select({ className, children, ...rest }: ComponentProps<"select">) {
  return (
    <span className={cn("relative inline-flex w-full", className)}>
      <select {...rest} className={cn(fieldLook, "appearance-none pr-8 max-sm:text-base")}>
        {children}
      </select>
      <ChevronDown className="pointer-events-none absolute top-2.5 right-2.5 size-4 text-faint" aria-hidden />
    </span>
  )
}
