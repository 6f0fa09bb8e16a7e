import type { ComponentProps } from "react"
import { cn } from "#lib/ui/cn"

/** A surface with a border. CardHeader and CardBody bring the padding. */
export function Card({ className, ...rest }: ComponentProps<"div">) {
  return <div {...rest} className={cn("rounded-xl border border-line bg-surface shadow-card", className)} />
}

export function CardHeader({ className, ...rest }: ComponentProps<"div">) {
  return <div {...rest} className={cn("flex items-start justify-between gap-3 px-5 pt-4", className)} />
}

export function CardTitle({ className, ...rest }: ComponentProps<"h2">) {
  return <h2 {...rest} className={cn("font-medium text-ink text-sm", className)} />
}

export function CardBody({ className, ...rest }: ComponentProps<"div">) {
  return <div {...rest} className={cn("px-5 py-4", className)} />
}
