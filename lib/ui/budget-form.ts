import type { Budget, ListedBudget } from "./api.gen"
import { formatCount, formatUsd } from "./format"
import { periodText } from "./key-row"
import {
  budgetBody,
  changedFields,
  EMPTY_LIMITS,
  foundErrors,
  type LimitForm,
  limitErrors,
  limitsOf,
  nameError,
  numberOrNull,
} from "./limit-form"
import { shortTitle, type Thing } from "./undo/thing"
import { budgetErrorWords, budgetTextWords as words } from "./words/budget-form"
import { counted } from "./words/counted"

/** A budget with a name, as the visitor types it. */
export interface NamedBudgetForm
  extends Pick<LimitForm, "budget" | "period" | "customPeriod" | "rpm" | "tpm" | "parallel"> {
  /** What customers, tags and organizations name it by. */
  readonly id: string
}

const { budget, period, customPeriod, rpm, tpm, parallel } = EMPTY_LIMITS
export const EMPTY_BUDGET_FORM: NamedBudgetForm = { id: "", budget, period, customPeriod, rpm, tpm, parallel }

/** The form for changing a budget. */
export function budgetFormOf(row: Budget): NamedBudgetForm {
  const { budget, period, customPeriod, rpm, tpm, parallel } = limitsOf({ ...row, models: [], max_token_budget: null })
  return { id: row.budget_id, budget, period, customPeriod, rpm, tpm, parallel }
}

/** What is wrong with the form, by field and in words; empty when it can be sent. */
export function checkBudgetForm(form: NamedBudgetForm): Partial<Record<keyof NamedBudgetForm, string>> {
  const limits = limitErrors({ ...EMPTY_LIMITS, ...form })
  const wrong = foundErrors<keyof NamedBudgetForm>([
    ["id", form.id.trim() === "" ? budgetErrorWords.noName : nameError(form.id)],
    ...(limits.filter(([name]) => Object.hasOwn(form, name)) as [keyof NamedBudgetForm, string | null][]),
  ])
  const empty = [form.budget, form.rpm, form.tpm, form.parallel].every((typed) => typed.trim() === "")
  return empty && wrong.budget === undefined ? { ...wrong, budget: budgetErrorWords.noLimit } : wrong
}

/** The body for `/budget/new`. The form must have passed `checkBudgetForm`. */
export function namedBudgetBody(form: NamedBudgetForm) {
  return {
    budget_id: form.id.trim(),
    ...budgetBody(form),
    rpm_limit: numberOrNull(form.rpm),
    tpm_limit: numberOrNull(form.tpm),
    max_parallel_requests: numberOrNull(form.parallel),
  }
}

/** The body for `/budget/update` without the id: only what differs from the form as it was opened. */
export function namedBudgetChanges(before: NamedBudgetForm, after: NamedBudgetForm) {
  return changedFields(namedBudgetBody(before), namedBudgetBody({ ...after, id: before.id }))
}

/** A budget in a line: `$5.00 daily, 60 requests/min`. */
export function budgetText(row: Budget): string {
  const money = row.max_budget === null ? null : formatUsd(row.max_budget)
  const period = row.budget_duration === null ? null : periodText(row.budget_duration)
  const limits: readonly (readonly [number | null, string])[] = [
    [row.rpm_limit, words.requestsPerMinute],
    [row.tpm_limit, words.tokensPerMinute],
    [row.max_parallel_requests, words.parallel],
  ]
  const parts = limits.flatMap(([limit, unit]) => (limit === null ? [] : [`${formatCount(limit)} ${unit}`]))
  const first = money === null ? [] : [period === null ? money : `${money}, ${period}`]
  return [...first, ...parts].join(", ") || words.noLimit
}

/** Who took a budget over, in words: `12 customers, 1 tag`; null when nobody did. */
export function usersText(row: Pick<ListedBudget, "used_by">): string | null {
  const parts = row.used_by.map(({ kind, count }) => {
    const [one, many] = words.users[kind]
    return counted(count, one, many)
  })
  return parts.length === 0 ? null : parts.join(", ")
}

/** A named budget has no window of its own: who takes it over has. */
export function budgetThing(budget: Budget): Thing {
  return {
    subject: `budget ${budget.budget_id}`,
    title: shortTitle(budget.budget_id),
    groups: ["budgets"],
    fits: (row) => row.budget_id === budget.budget_id && "used_by" in row,
    noWayBack: [],
  }
}
