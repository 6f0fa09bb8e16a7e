import { BudgetCell } from "#components/data-table/budget-cell"
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from "#components/ui/dialog"
import { type KeyRow, keyTitle } from "#lib/ui/key-row"
import { BudgetBurnDown } from "../budget-burn-down"

/** A key's budget: as it stands, and its course. */
export function KeyBudget({ row, onClose }: { row: KeyRow; onClose: () => void }) {
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle className="break-words">Budget of {keyTitle(row)}</DialogTitle>
          <DialogDescription>What was spent of it in its running window, and how it goes on.</DialogDescription>
        </DialogHeader>
        <div className="mt-4 space-y-4">
          <BudgetCell row={row} />
          <BudgetBurnDown budget={{ kind: "key", id: row.token }} />
        </div>
      </DialogContent>
    </Dialog>
  )
}
