"use client"

import { Tabs as RadixTabs } from "radix-ui"
import type { ComponentProps } from "react"
import { cn } from "#lib/ui/cn"

export const Tabs = RadixTabs.Root

export function TabsList({ className, ...rest }: ComponentProps<typeof RadixTabs.List>) {
  return <RadixTabs.List {...rest} className={cn("flex gap-1 overflow-x-auto border-line border-b", className)} />
}

export function TabsTrigger({ className, ...rest }: ComponentProps<typeof RadixTabs.Trigger>) {
  return (
    <RadixTabs.Trigger
      {...rest}
      className={cn(
        "-mb-px whitespace-nowrap rounded-t-md border-transparent border-b-2 px-2.5 py-2 font-medium text-[0.8125rem] text-muted transition-colors",
        "hover:text-ink focus-visible:-outline-offset-2 data-[state=active]:border-ink data-[state=active]:text-ink",
        className,
      )}
    />
  )
}

export function TabsContent({ className, ...rest }: ComponentProps<typeof RadixTabs.Content>) {
  return <RadixTabs.Content {...rest} className={cn("pt-4", className)} />
}
