"use client"

import { X } from "lucide-react"
import { Dialog as RadixDialog } from "radix-ui"
import { type ComponentProps, useState } from "react"
import { cn } from "#lib/ui/cn"
import { actions } from "#lib/ui/words/actions"

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
export function DialogContent(props: DialogContentProps) {
  return (
    <RadixDialog.Portal>
      <RadixDialog.Overlay className="fixed inset-0 z-40 animate-fade bg-black/40 backdrop-blur-[2px] dark:bg-black/60" />
      <div className="pointer-events-none fixed inset-0 z-50 flex items-end justify-center sm:items-center sm:p-6">
        <DialogBox {...props} />
      </div>
    </RadixDialog.Portal>
  )
}

/** Mounted only while the dialog is open. Radix gives the focus back to a trigger; a dialog opened otherwise has none. */
function DialogBox({
  className,
  children,
  width = "md",
  closable = true,
  onEscapeKeyDown,
  onCloseAutoFocus,
  ...rest
}: DialogContentProps) {
  const [opener] = useState(() => document.activeElement)

  function giveFocusBack(event: Event) {
    onCloseAutoFocus?.(event)
    if (event.defaultPrevented || !(opener instanceof HTMLElement) || !opener.isConnected) return
    if (opener === document.body) return
    event.preventDefault()
    opener.focus()
  }

  return (
    <RadixDialog.Content
      {...rest}
      onEscapeKeyDown={(event) => {
        onEscapeKeyDown?.(event)
        // The first Escape closes an open list of choices, and not the dialog it is in.
        if (isOpenList(document.activeElement)) event.preventDefault()
      }}
      onCloseAutoFocus={giveFocusBack}
      className={cn(
        "pointer-events-auto relative flex max-h-[92dvh] w-full animate-pop flex-col overflow-hidden rounded-t-xl border border-line bg-raised shadow-overlay outline-none sm:rounded-xl",
        WIDTHS[width],
        className,
      )}
    >
      <div className="scroll-pb-24 overflow-y-auto p-5 sm:p-6">{children}</div>
      {closable && (
        <RadixDialog.Close
          aria-label={actions.close}
          className="absolute top-3.5 right-3.5 rounded-md bg-raised p-1.5 text-faint hover:bg-hover hover:text-ink"
        >
          <X className="size-4" aria-hidden />
        </RadixDialog.Close>
      )}
    </RadixDialog.Content>
  )
}

function isOpenList(element: Element | null): boolean {
  return element?.getAttribute("role") === "combobox" && element.getAttribute("aria-expanded") === "true"
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

/** Buttons, the deciding one last (right); stacked on a phone. They stay in sight while the rest scrolls. */
export function DialogFooter({ className, ...rest }: ComponentProps<"div">) {
  return (
    <div
      {...rest}
      className={cn(
        "sticky -bottom-5 -mx-5 mt-6 -mb-5 flex flex-col-reverse gap-2 border-line border-t bg-raised px-5 py-4 sm:-bottom-6 sm:-mx-6 sm:-mb-6 sm:flex-row sm:justify-end sm:px-6",
        className,
      )}
    />
  )
}
