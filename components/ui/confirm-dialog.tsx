import type { ReactNode } from "react"
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

interface ConfirmDialogProps {
  /** The question. */
  title: string
  /** What follows from it. */
  children: ReactNode
  /** The word on the button: "Delete team". */
  action: string
  error: Error | null
  pending: boolean
  onConfirm: () => void
  onClose: () => void
}

/** Asks before something goes for good. The focus starts on the harmless button. */
export function ConfirmDialog({ title, children, action, error, pending, onConfirm, onClose }: ConfirmDialogProps) {
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent width="sm" role="alertdialog" closable={false}>
        <DialogHeader>
          <DialogTitle className="break-words">{title}</DialogTitle>
          <DialogDescription>{children}</DialogDescription>
        </DialogHeader>
        {error && (
          <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-danger text-sm">
            {error.message}
          </p>
        )}
        <DialogFooter>
          <DialogClose asChild>
            <Button variant="outline" autoFocus>
              {actions.cancel}
            </Button>
          </DialogClose>
          <Button variant="destructive" loading={pending} onClick={onConfirm}>
            {action}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
