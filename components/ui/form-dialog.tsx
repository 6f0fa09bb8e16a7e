import { type ReactNode, useEffect } from "react"
import { actions } from "#lib/ui/words/actions"
import { Button } from "./button"
import {
  Dialog,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "./dialog"

interface FormDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  description: ReactNode
  /** The form, with FormButtons in it. */
  children: ReactNode
}

/** A dialog around a form. */
export function FormDialog({ open, onOpenChange, title, description, children }: FormDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle className="break-words">{title}</DialogTitle>
          <DialogDescription className="break-words">{description}</DialogDescription>
        </DialogHeader>
        {children}
      </DialogContent>
    </Dialog>
  )
}

/** Cancel, and the button that sends the form. */
export function FormButtons({ action, pending }: { action: string; pending: boolean }) {
  return (
    <DialogFooter>
      <DialogClose asChild>
        <Button variant="outline">{actions.cancel}</Button>
      </DialogClose>
      <Button type="submit" loading={pending}>
        {action}
      </Button>
    </DialogFooter>
  )
}

/** Sends what was changed in an edit dialog and closes it once that is saved, which a message says; nothing changed: closes it. */
export function saveChanges(
  changes: object,
  onClose: () => void,
  send: (then: { readonly onSuccess: () => void }) => void,
): void {
  if (Object.keys(changes).length === 0) onClose()
  else send({ onSuccess: onClose })
}

/** A form that stays when its dialog closes is opened again without what was wrong the last time. */
export function useFreshForm(open: boolean, { reset }: { readonly reset: () => void }): void {
  useEffect(() => {
    if (open) reset()
  }, [open, reset])
}
