import { TriangleAlert } from "lucide-react"
import { Button } from "#components/ui/button"
import { CopyButton } from "#components/ui/copy-button"
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "#components/ui/dialog"
import { keyDialogsWords } from "#lib/ui/words/key-dialogs"
import { SnippetTabs } from "./snippet-tabs"

const words = keyDialogsWords.created

interface KeyCreatedProps {
  /** What was made: "billing-bot created". */
  title: string
  apiKey: string
  /** The models it may use; empty is all. */
  models: readonly string[]
  onDone: () => void
  /** The dialog is gone: the moment to put the focus somewhere. */
  onClosed: () => void
}

/** The new key, this once. Only "Done" leaves: a stray click or Escape would lose it for good. */
export function KeyCreated({ title, apiKey, models, onDone, onClosed }: KeyCreatedProps) {
  const stay = (event: Event) => event.preventDefault()
  const leave = (event: Event) => {
    event.preventDefault()
    onClosed()
  }
  return (
    <Dialog open>
      <DialogContent
        width="lg"
        closable={false}
        onEscapeKeyDown={stay}
        onInteractOutside={stay}
        onCloseAutoFocus={leave}
      >
        <DialogHeader>
          <DialogTitle className="break-words">{title}</DialogTitle>
          <DialogDescription>{words.description}</DialogDescription>
        </DialogHeader>
        <div className="flex flex-wrap items-center gap-2 rounded-lg border border-line bg-subtle p-2 pl-3.5">
          <code data-testid="new-key" className="min-w-0 flex-1 select-all break-all font-mono text-sm">
            {apiKey}
          </code>
          <CopyButton value={apiKey} label={words.copy} showLabel variant="default" />
        </div>
        <h3 className="mt-6 mb-1 font-medium text-sm">{words.use}</h3>
        <SnippetTabs apiKey={apiKey} models={models} />
        <DialogFooter className="items-center sm:justify-between">
          <p className="flex items-center gap-2 text-faint text-xs">
            <TriangleAlert className="size-3.5 shrink-0 text-warning" aria-hidden />
            {words.warning}
          </p>
          <Button onClick={onDone} className="max-sm:w-full">
            {words.done}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
