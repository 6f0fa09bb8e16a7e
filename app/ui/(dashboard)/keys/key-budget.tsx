import { BudgetCell } from "#components/data-table/budget-cell"
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from "#components/ui/dialog"
import { type KeyRow, keyTitle } from "#lib/ui/key-row"
import { keyDialogsWords } from "#lib/ui/words/key-dialogs"
import { BudgetBurnDown } from "../budget-burn-down"

const words = keyDialogsWords.budget

/** A key's budget: as it stands, and its course. */
export function KeyBudget({ row, onClose }: { row: KeyRow; onClose: () => void }) {
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle className="break-words">{words.title(keyTitle(row))}</DialogTitle>
          <DialogDescription>{words.description}</DialogDescription>
        </DialogHeader>
        <div className="mt-4 space-y-4">
          <BudgetCell row={row} />
          <BudgetBurnDown budget={{ kind: "key", id: row.token }} />
        </div>
      </DialogContent>
    </Dialog>
  )
}
