"use client"

import { Label as RadixLabel } from "radix-ui"
import type { ComponentProps } from "react"
import { cn } from "#lib/ui/cn"

/** A field's label; give it `htmlFor`. */
export function Label({ className, ...rest }: ComponentProps<typeof RadixLabel.Root>) {
  return <RadixLabel.Root {...rest} className={cn("font-medium text-[0.8125rem] text-ink", className)} />
}
