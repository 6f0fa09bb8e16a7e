import { useMutation, useQueryClient } from "@tanstack/react-query"
import { apiPost } from "#lib/ui/api"
import type { Budget, BudgetCreateInput, BudgetUpdateInput } from "#lib/ui/api.gen"

export function useCreateBudget() {
  return useBudgetMutation((body: BudgetCreateInput) => apiPost<Budget>("/budget/new", body))
}

export function useUpdateBudget(id: string) {
  return useBudgetMutation((body: Omit<BudgetUpdateInput, "budget_id">) =>
    apiPost<Budget>("/budget/update", { ...body, budget_id: id }),
  )
}

export function useDeleteBudget(id: string) {
  return useBudgetMutation(() => apiPost<Budget>("/budget/delete", { id }))
}

function useBudgetMutation<Input, Output>(mutationFn: (input: Input) => Promise<Output>) {
  const client = useQueryClient()
  return useMutation({ mutationFn, onSuccess: () => client.invalidateQueries({ queryKey: ["budgets"] }) })
}
