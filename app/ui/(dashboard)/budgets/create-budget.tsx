"use client"

import { Plus } from "lucide-react"
import { toast } from "sonner"
import { useVisitor } from "#components/nav/visitor-context"
import { Button } from "#components/ui/button"
import { FormButtons, FormDialog } from "#components/ui/form-dialog"
import { EMPTY_BUDGET_FORM, type NamedBudgetForm, namedBudgetBody } from "#lib/ui/budget-form"
import { managesBudgets } from "#lib/ui/visitor"
import { budgetFormWords as words } from "#lib/ui/words/budgets"
import { BudgetFormView } from "./budget-form-view"
import { useCreateBudget } from "./queries"
import { useCreatingBudget } from "./use-budget-filters"

/** The button and the form behind it. */
export function CreateBudget() {
  const manages = managesBudgets(useVisitor())
  const [open, setOpen] = useCreatingBudget()
  const create = useCreateBudget()

  function change(opens: boolean) {
    if (opens) create.reset()
    void setOpen(opens || null)
  }

  function submit(form: NamedBudgetForm) {
    create.mutate(namedBudgetBody(form), {
      onSuccess: (made) => {
        toast.success(words.created(made.budget_id))
        change(false)
      },
    })
  }

  if (!manages) return null
  return (
    <>
      <Button onClick={() => change(true)}>
        <Plus aria-hidden />
        {words.create}
      </Button>
      <FormDialog open={open} onOpenChange={change} title={words.create} description={words.createDescription}>
        <BudgetFormView isNew initial={EMPTY_BUDGET_FORM} error={create.error} onSubmit={submit}>
          <FormButtons action={words.create} pending={create.isPending} />
        </BudgetFormView>
      </FormDialog>
    </>
  )
}
