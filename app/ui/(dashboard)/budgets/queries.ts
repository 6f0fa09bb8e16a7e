import { useMutation, useQueryClient } from "@tanstack/react-query"
import { apiPost } from "#lib/ui/api"
import type { Budget, BudgetCreateInput, ListedBudget } from "#lib/ui/api.gen"
import { budgetFormOf, budgetThing, namedBudgetChanges } from "#lib/ui/budget-form"
import { deleting } from "#lib/ui/undo/changes"
import { useUndoableDeletion, useUndoBook } from "#lib/ui/undo/use-undoable"
import { useUndoableEdit } from "#lib/ui/undo/use-undoable-edit"
import { budgetFormWords } from "#lib/ui/words/budgets"

/** One of the same name may be waiting to be deleted: that goes first. */
export function useCreateBudget() {
  const book = useUndoBook()
  return useBudgetMutation(async (body: BudgetCreateInput) => {
    await book.sendWaiting()
    return apiPost<Budget>("/budget/new", body)
  })
}

/** Takes the form that changed the budget. */
export function useUpdateBudget(budget: ListedBudget) {
  return useUndoableEdit({
    thing: budgetThing(budget),
    initial: budgetFormOf(budget),
    changes: namedBudgetChanges,
    send: (body) => apiPost<Budget>("/budget/update", { ...body, budget_id: budget.budget_id }),
  })
}

/** For one that somebody took over, who is asked about it first. */
export function useDeleteBudget(budget: ListedBudget) {
  const book = useUndoBook()
  return useBudgetMutation(() => {
    book.forget(budgetThing(budget).subject)
    return apiPost<Budget>("/budget/delete", { id: budget.budget_id })
  })
}

/** For one that nobody took over. */
export function useDeleteUnusedBudget(): (budget: ListedBudget) => void {
  const remove = useUndoableDeletion()
  return (budget) =>
    remove(
      deleting({
        thing: budgetThing(budget),
        note: budgetFormWords.delete.unused,
        send: () => apiPost<Budget>("/budget/delete", { id: budget.budget_id }, { keepalive: true }),
      }),
    )
}

function useBudgetMutation<Input, Output>(mutationFn: (input: Input) => Promise<Output>) {
  const client = useQueryClient()
  return useMutation({ mutationFn, onSuccess: () => client.invalidateQueries({ queryKey: ["budgets"] }) })
}
