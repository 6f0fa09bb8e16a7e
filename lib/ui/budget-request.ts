import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query"
import { apiGet, apiPost } from "./api"
import type {
  BudgetRequest,
  BudgetRequestApproveInput,
  BudgetRequestAskInput,
  BudgetRequestDeclineInput,
  BudgetRequestListOutput,
  BudgetRequestWithdrawInput,
} from "./api.gen"
import { formatUsd } from "./format"
import { periodText } from "./key-row"
import { budgetError, dollarsOf } from "./limit-form"
import { budgetRequestFormWords, budgetRequestTextWords as words } from "./words/budget-request-form"

const { errors } = budgetRequestFormWords
const REFRESH_MS = 30_000
const MAX_WORDS = 2000
const REQUESTS_PAGE_SIZE = 25

/** An amount and why, as it is typed. */
export interface AmountForm {
  readonly amount: string
  readonly words: string
}

/** What is wrong with it, by field; the amount has to be more than there is (dollars). */
export function checkAmount(form: AmountForm, nowUsd: number | null): Partial<Record<keyof AmountForm, string>> {
  const wrong = budgetError(form.amount)
  const amount =
    form.amount.trim() === ""
      ? errors.noAmount
      : (wrong ?? (dollarsOf(form.amount) <= (nowUsd ?? 0) ? errors.notMore(formatUsd(nowUsd ?? 0)) : null))
  return {
    ...(amount === null ? {} : { amount }),
    ...(form.words.length > MAX_WORDS ? { words: errors.tooLong(MAX_WORDS) } : {}),
  }
}

/** Dollars of a form that passed `checkAmount`, and the words, null for none. */
export function amountOf(form: AmountForm): { usd: number; words: string | null } {
  return { usd: dollarsOf(form.amount), words: form.words.trim() || null }
}

/** Whose budget it is, in words. */
export function subjectText(request: BudgetRequest): string {
  if (request.kind === "user") return words.own
  if (request.kind === "key") {
    const key = request.key_alias ?? request.key_name
    return key === null ? words.keyGone : words.key(key)
  }
  const team = request.team_alias ?? request.team_id
  return team === null ? words.ownInSomeTeam : words.ownIn(team)
}

/** Who asks. */
export const askerText = ({ user_email: email, user_id: id }: BudgetRequest) => email ?? id

/** `$10.00 → $40.00 monthly` */
export function changeText(request: BudgetRequest): string {
  const to = request.approved_budget ?? request.requested_budget
  const from = request.status === "pending" ? request.max_budget : request.max_budget_then
  const period = request.budget_duration === null ? "" : ` ${periodText(request.budget_duration)}`
  return `${from === null ? words.noBudget : formatUsd(from)} → ${formatUsd(to)}${period}`
}

/** Requests in one's sight; of one status or of all. */
export function requestsQuery(status: BudgetRequest["status"] | null, page = 1) {
  const query = { page, page_size: REQUESTS_PAGE_SIZE, ...(status === null ? {} : { status }) }
  return queryOptions({
    queryKey: ["budget-requests", query],
    queryFn: ({ signal }) => apiGet<BudgetRequestListOutput>("/budget/request/list", query, signal),
    refetchInterval: REFRESH_MS,
  })
}

export const useAskForBudget = () =>
  useRequestMutation((body: BudgetRequestAskInput) => apiPost<BudgetRequest>("/budget/request", body))
export const useApprove = () =>
  useRequestMutation((body: BudgetRequestApproveInput) => apiPost<BudgetRequest>("/budget/request/approve", body))
export const useDecline = () =>
  useRequestMutation((body: BudgetRequestDeclineInput) => apiPost<BudgetRequest>("/budget/request/decline", body))
export const useWithdraw = () =>
  useRequestMutation((body: BudgetRequestWithdrawInput) => apiPost<BudgetRequest>("/budget/request/withdraw", body))

/** After a decision the lists are asked for anew: those of requests, and of what may have a larger budget now. */
function useRequestMutation<Input>(mutationFn: (input: Input) => Promise<BudgetRequest>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSettled: () =>
      Promise.all(
        ["budget-requests", "keys", "users", "account"].map((name) => client.invalidateQueries({ queryKey: [name] })),
      ),
  })
}
