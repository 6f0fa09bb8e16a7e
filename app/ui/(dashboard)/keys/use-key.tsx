import { Button } from "#components/ui/button"
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "#components/ui/dialog"
import { type KeyRow, keyTitle } from "#lib/ui/key-row"
import { KEY_PLACEHOLDER } from "#lib/ui/snippets"
import { SnippetTabs } from "./snippet-tabs"

interface UseKeyProps {
  row: KeyRow
  onClose: () => void
}

/** The snippets for a key whose text only its owner has. */
export function UseKey({ row, onClose }: UseKeyProps) {
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent width="lg">
        <DialogHeader>
          <DialogTitle>Use {keyTitle(row)}</DialogTitle>
          <DialogDescription>
            Put the key you copied when you created it ({row.key_name}) in place of{" "}
            <code className="font-mono text-ink text-xs">{KEY_PLACEHOLDER}</code>.
          </DialogDescription>
        </DialogHeader>
        <SnippetTabs apiKey={KEY_PLACEHOLDER} models={row.models} />
        <DialogFooter>
          <Button onClick={onClose}>Done</Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
