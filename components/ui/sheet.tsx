"use client"

import { X } from "lucide-react"
import { Dialog as RadixDialog } from "radix-ui"
import type { ComponentProps } from "react"
import { cn } from "#lib/ui/cn"
import { actions } from "#lib/ui/words/actions"

/** A side panel: `open`, `onOpenChange`, and SheetContent with a SheetTitle inside. */
export const Sheet = RadixDialog.Root
export const SheetTrigger = RadixDialog.Trigger

const SIDES = {
  right: "right-0 w-full animate-slide border-l sm:max-w-xl",
  left: "left-0 w-72 max-w-[85vw] animate-slide-left border-r",
} as const

interface SheetContentProps extends ComponentProps<typeof RadixDialog.Content> {
  side?: keyof typeof SIDES | undefined
}

export function SheetContent({ side = "right", className, children, ...rest }: SheetContentProps) {
  return (
    <RadixDialog.Portal>
      <RadixDialog.Overlay className="fixed inset-0 z-40 animate-fade bg-black/40 dark:bg-black/60" />
      <RadixDialog.Content
        {...rest}
        className={cn(
          "fixed inset-y-0 z-50 flex flex-col overflow-y-auto border-line bg-raised p-5 shadow-overlay outline-none",
          SIDES[side],
          className,
        )}
      >
        {children}
        <RadixDialog.Close
          aria-label={actions.close}
          className="absolute top-4 right-4 rounded-md p-1.5 text-faint hover:bg-hover hover:text-ink"
        >
          <X className="size-4" aria-hidden />
        </RadixDialog.Close>
      </RadixDialog.Content>
    </RadixDialog.Portal>
  )
}

export function SheetTitle({ className, ...rest }: ComponentProps<typeof RadixDialog.Title>) {
  return <RadixDialog.Title {...rest} className={cn("pr-8 font-semibold text-base tracking-tight", className)} />
}

export function SheetDescription({ className, ...rest }: ComponentProps<typeof RadixDialog.Description>) {
  return <RadixDialog.Description {...rest} className={cn("text-muted text-sm", className)} />
}
