import { z } from "zod"

/** A shared budget where LiteLLM's clients look for it, beside whoever took it over. */
export const BudgetTable = z.object({
  budget_id: z.string().nullable(),
  max_budget: z.number().nullable(),
  soft_budget: z.number().nullable(),
  budget_duration: z.string().nullable(),
  budget_reset_at: z.string().nullable(),
  tpm_limit: z.number().nullable(),
  rpm_limit: z.number().nullable(),
  max_parallel_requests: z.number().nullable(),
})
type BudgetTable = z.output<typeof BudgetTable>

/** The limits that were taken over from the budget `budget_id` names; null without one. */
export function budgetTableOf(
  view: Omit<BudgetTable, "budget_id"> & { readonly budget_id?: unknown },
): BudgetTable | null {
  const { budget_id: id, max_budget, soft_budget, budget_duration, budget_reset_at } = view
  if (typeof id !== "string") return null
  const { tpm_limit, rpm_limit, max_parallel_requests } = view
  const money = { max_budget, soft_budget, budget_duration, budget_reset_at }
  return { budget_id: id, ...money, tpm_limit, rpm_limit, max_parallel_requests }
}
