"use client"

import { Plus } from "lucide-react"
import { toast } from "sonner"
import { useVisitor } from "#components/nav/visitor-context"
import { Button } from "#components/ui/button"
import { FormButtons, FormDialog } from "#components/ui/form-dialog"
import { EMPTY_BUDGET_FORM, type NamedBudgetForm, namedBudgetBody } from "#lib/ui/budget-form"
import { managesBudgets } from "#lib/ui/visitor"
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
        toast.success(`${made.budget_id} is created`)
        change(false)
      },
    })
  }

  if (!manages) return null
  return (
    <>
      <Button onClick={() => change(true)}>
        <Plus aria-hidden />
        Create budget
      </Button>
      <FormDialog
        open={open}
        onOpenChange={change}
        title="Create budget"
        description="Each who takes it over gets these limits for itself; nobody shares the money."
      >
        <BudgetFormView isNew initial={EMPTY_BUDGET_FORM} error={create.error} onSubmit={submit}>
          <FormButtons action="Create budget" pending={create.isPending} />
        </BudgetFormView>
      </FormDialog>
    </>
  )
}
