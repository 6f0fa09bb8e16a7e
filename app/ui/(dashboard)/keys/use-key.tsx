import { Button } from "#components/ui/button"
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "#components/ui/dialog"
import { Phrase } from "#components/ui/phrase"
import { type KeyRow, keyTitle } from "#lib/ui/key-row"
import { KEY_PLACEHOLDER } from "#lib/ui/snippets/key-placeholder"
import { keyDialogsWords } from "#lib/ui/words/key-dialogs"
import { SnippetTabs } from "./snippet-tabs"

const words = keyDialogsWords.use

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
          <DialogTitle>{words.title(keyTitle(row))}</DialogTitle>
          <DialogDescription>
            <Phrase
              text={words.description}
              parts={{
                key: row.key_name,
                placeholder: <code className="font-mono text-ink text-xs">{KEY_PLACEHOLDER}</code>,
              }}
            />
          </DialogDescription>
        </DialogHeader>
        <SnippetTabs apiKey={KEY_PLACEHOLDER} models={row.models} />
        <DialogFooter>
          <Button onClick={onClose}>{words.done}</Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
