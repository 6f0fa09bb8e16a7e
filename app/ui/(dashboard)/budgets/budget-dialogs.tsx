import { toast } from "sonner"
import { ConfirmDialog } from "#components/ui/confirm-dialog"
import { FormButtons, FormDialog, saveChanges } from "#components/ui/form-dialog"
import { Phrase } from "#components/ui/phrase"
import type { ListedBudget } from "#lib/ui/api.gen"
import { budgetFormOf, type NamedBudgetForm, namedBudgetChanges, usersText } from "#lib/ui/budget-form"
import { budgetFormWords as words } from "#lib/ui/words/budgets"
import { BudgetFormView } from "./budget-form-view"
import { useDeleteBudget, useUpdateBudget } from "./queries"

/** The dialog that is open, and the budget it is about. */
export interface OpenBudgetDialog {
  readonly kind: "edit" | "delete"
  readonly budget: ListedBudget
}

interface BudgetDialogsProps {
  dialog: OpenBudgetDialog | null
  onClose: () => void
}

/** The one open dialog, made anew for each budget. */
export function BudgetDialogs({ dialog, onClose }: BudgetDialogsProps) {
  if (dialog === null) return null
  const { kind, budget } = dialog
  if (kind === "edit") return <EditBudget key={budget.budget_id} budget={budget} onClose={onClose} />
  return <DeleteBudget key={budget.budget_id} budget={budget} onClose={onClose} />
}

interface DialogProps {
  budget: ListedBudget
  onClose: () => void
}

/** Changes a budget; what was not touched is not sent. */
function EditBudget({ budget, onClose }: DialogProps) {
  const update = useUpdateBudget(budget)
  const initial = budgetFormOf(budget)
  const users = usersText(budget)

  function save(form: NamedBudgetForm) {
    saveChanges(namedBudgetChanges(initial, form), onClose, (then) => update.mutate(form, then))
  }

  return (
    <FormDialog
      open
      onOpenChange={onClose}
      title={words.edit(budget.budget_id)}
      description={users === null ? words.editUnused : words.editUsed(users)}
    >
      <BudgetFormView isNew={false} initial={initial} error={update.error} onSubmit={save}>
        <FormButtons action={words.save} pending={update.isPending} />
      </BudgetFormView>
    </FormDialog>
  )
}

/** Asks before a budget goes that somebody has taken over. */
function DeleteBudget({ budget, onClose }: DialogProps) {
  const remove = useDeleteBudget(budget)
  const users = usersText(budget)

  function confirm() {
    remove.mutate(undefined, {
      onSuccess: () => {
        toast.success(words.delete.done(budget.budget_id))
        onClose()
      },
    })
  }

  return (
    <ConfirmDialog
      title={words.delete.question(budget.budget_id)}
      action={words.delete.action}
      error={remove.error}
      pending={remove.isPending}
      onConfirm={confirm}
      onClose={onClose}
    >
      <Phrase text={words.delete.text} parts={{ users }} />
    </ConfirmDialog>
  )
}
