"use client"

import { X } from "lucide-react"
import { Dialog as RadixDialog } from "radix-ui"
import type { ComponentProps } from "react"
import { cn } from "#lib/ui/cn"

/** A modal dialog: `open`, `onOpenChange`, and DialogContent inside. */
export const Dialog = RadixDialog.Root
export const DialogTrigger = RadixDialog.Trigger
export const DialogClose = RadixDialog.Close

const WIDTHS = { sm: "sm:max-w-md", md: "sm:max-w-xl", lg: "sm:max-w-3xl" } as const

interface DialogContentProps extends ComponentProps<typeof RadixDialog.Content> {
  width?: keyof typeof WIDTHS | undefined
  /** False: no ✕, for dialogs that must be left by a deliberate click. */
  closable?: boolean | undefined
}

/** The box: centred on a desk, from the bottom edge on a phone; it scrolls inside. */
export function DialogContent({ className, children, width = "md", closable = true, ...rest }: DialogContentProps) {
  return (
    <RadixDialog.Portal>
      <RadixDialog.Overlay className="fixed inset-0 z-40 animate-fade bg-black/40 backdrop-blur-[2px] dark:bg-black/60" />
      <div className="pointer-events-none fixed inset-0 z-50 flex items-end justify-center sm:items-center sm:p-6">
        <RadixDialog.Content
          {...rest}
          className={cn(
            "pointer-events-auto relative flex max-h-[92dvh] w-full animate-pop flex-col overflow-y-auto rounded-t-xl border border-line bg-raised p-5 shadow-overlay outline-none sm:rounded-xl sm:p-6",
            WIDTHS[width],
            className,
          )}
        >
          {children}
          {closable && (
            <RadixDialog.Close
              aria-label="Close"
              className="absolute top-4 right-4 rounded-md p-1.5 text-faint hover:bg-hover hover:text-ink"
            >
              <X className="size-4" aria-hidden />
            </RadixDialog.Close>
          )}
        </RadixDialog.Content>
      </div>
    </RadixDialog.Portal>
  )
}

export function DialogHeader({ className, ...rest }: ComponentProps<"div">) {
  return <div {...rest} className={cn("mb-5 space-y-1 pr-8", className)} />
}

export function DialogTitle({ className, ...rest }: ComponentProps<typeof RadixDialog.Title>) {
  return <RadixDialog.Title {...rest} className={cn("font-semibold text-base text-ink tracking-tight", className)} />
}

export function DialogDescription({ className, ...rest }: ComponentProps<typeof RadixDialog.Description>) {
  return <RadixDialog.Description {...rest} className={cn("text-muted text-sm", className)} />
}

/** Buttons, the deciding one last (right); stacked on a phone. */
export function DialogFooter({ className, ...rest }: ComponentProps<"div">) {
  return <div {...rest} className={cn("mt-6 flex flex-col-reverse gap-2 sm:flex-row sm:justify-end", className)} />
}
