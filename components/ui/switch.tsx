"use client"

import { Switch as RadixSwitch } from "radix-ui"
import type { ComponentProps } from "react"
import { cn } from "#lib/ui/cn"

/** An on/off switch: `checked`, `onCheckedChange`, `id` for its Label. */
export function Switch({ className, ...rest }: ComponentProps<typeof RadixSwitch.Root>) {
  return (
    <RadixSwitch.Root
      {...rest}
      className={cn(
        "inline-flex h-5 w-9 shrink-0 items-center rounded-full bg-field px-0.5 transition-colors data-[state=checked]:bg-accent",
        "disabled:cursor-not-allowed disabled:opacity-50",
        className,
      )}
    >
      <RadixSwitch.Thumb className="size-4 rounded-full bg-white shadow-card transition-transform data-[state=checked]:translate-x-4" />
    </RadixSwitch.Root>
  )
}
