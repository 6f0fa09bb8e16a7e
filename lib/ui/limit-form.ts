import { parseDuration } from "#lib/core/duration"
import { GatewayError } from "#lib/core/errors"
import { limitErrorWords as words } from "./words/limit-form"

/** Models, budget and rates as the visitor types them: what keys, teams, users, customers and tags have in common. */
export interface LimitForm {
  readonly allModels: boolean
  readonly models: readonly string[]
  /** Dollars; empty is no limit. */
  readonly budget: string
  readonly period: Period
  readonly customPeriod: string
  /** Tokens in a budget period; empty is no limit. */
  readonly tokens: string
  readonly rpm: string
  readonly tpm: string
  readonly parallel: string
}

export type Period = "never" | "1d" | "7d" | "1mo" | "custom"

/** What a form's group of fields takes: the form, its errors, and how to change it. */
export interface FormFields<Form> {
  readonly form: Form
  readonly errors: Partial<Record<keyof Form, string>>
  readonly set: (fields: Partial<Form>) => void
}

/** A budget and its period; members of a team have none of tokens. */
export type BudgetForm = Pick<LimitForm, "budget" | "period" | "customPeriod"> & Partial<Pick<LimitForm, "tokens">>

/** The same by the API's names; null clears a field. */
export interface LimitBody {
  models: readonly string[]
  max_budget: number | null
  budget_duration: string | null
  max_token_budget: number | null
  rpm_limit: number | null
  tpm_limit: number | null
  max_parallel_requests: number | null
}

const MAX_USD = 9_000_000
const MAX_NAME_CHARS = 255

export const EMPTY_LIMITS: LimitForm = {
  allModels: true,
  models: [],
  budget: "",
  period: "never",
  customPeriod: "",
  tokens: "",
  rpm: "",
  tpm: "",
  parallel: "",
}

/** The fields that show these limits. */
export function limitsOf(row: Readonly<LimitBody>): LimitForm {
  return {
    allModels: row.models.length === 0,
    models: row.models,
    ...budgetFormOf(row.max_budget, row.budget_duration),
    tokens: numberText(row.max_token_budget),
    rpm: numberText(row.rpm_limit),
    tpm: numberText(row.tpm_limit),
    parallel: numberText(row.max_parallel_requests),
  }
}

/** The fields that show a budget in dollars and how often it starts anew. */
export function budgetFormOf(
  budgetUsd: number | null,
  duration: string | null,
): Pick<LimitForm, "budget" | "period" | "customPeriod"> {
  const period = periodOf(duration)
  return { budget: numberText(budgetUsd), period, customPeriod: period === "custom" ? (duration ?? "") : "" }
}

function periodOf(duration: string | null): Period {
  if (duration === null) return "never"
  const named: Readonly<Record<string, Period>> = { daily: "1d", "1w": "7d", weekly: "7d", monthly: "1mo" }
  const known = named[duration] ?? duration
  return known === "1d" || known === "7d" || known === "1mo" ? known : "custom"
}

/** What is wrong with the limits, by field and in words; null where nothing is. */
export function limitErrors(form: LimitForm): [keyof LimitForm, string | null][] {
  return [
    ["models", !form.allModels && form.models.length === 0 ? words.noModel : null],
    ["budget", budgetError(form.budget)],
    ["customPeriod", hasBudget(form) && form.period === "custom" ? durationError(form.customPeriod) : null],
    ["tokens", tokensError(form.tokens)],
    ["rpm", rateError(form.rpm)],
    ["tpm", rateError(form.tpm)],
    ["parallel", rateError(form.parallel)],
  ]
}

/** The limits as the API takes them. The form must have passed `limitErrors`. */
export function limitBody(form: LimitForm): LimitBody {
  return {
    models: form.allModels ? [] : form.models,
    ...budgetBody(form),
    max_token_budget: numberOrNull(form.tokens),
    rpm_limit: numberOrNull(form.rpm),
    tpm_limit: numberOrNull(form.tpm),
    max_parallel_requests: numberOrNull(form.parallel),
  }
}

/** Limits of one's own, or those of a budget with a name. */
export interface SharedLimitForm extends LimitForm {
  /** The named budget that is taken over; empty: limits of one's own. */
  readonly budgetId: string
}

/** What is wrong with them; what a named budget says instead is not looked at. */
export function sharedLimitErrors(form: SharedLimitForm): [keyof LimitForm, string | null][] {
  return limitErrors(form).filter(([name]) => form.budgetId === "" || name === "models" || name === "tokens")
}

/** The same as the API takes them: with a named budget none of one's own are sent. */
export function sharedLimitBody(form: SharedLimitForm) {
  const { models, max_token_budget, ...own } = limitBody(form)
  const limits = form.budgetId === "" ? { ...own, budget_id: null } : { budget_id: form.budgetId }
  return { models, max_token_budget, ...limits }
}

/** A budget as the API takes it; without one of dollars or tokens there is no period either. */
export function budgetBody(form: BudgetForm): Pick<LimitBody, "max_budget" | "budget_duration"> {
  if (!hasBudget(form)) return { max_budget: null, budget_duration: null }
  const own = form.period === "custom" ? form.customPeriod.trim() : form.period
  const max_budget = form.budget.trim() === "" ? null : dollarsOf(form.budget)
  return { max_budget, budget_duration: own === "never" ? null : own }
}

/** The errors that were found, without the fields that are fine. */
export function foundErrors<Name extends string>(
  checked: readonly (readonly [Name, string | null])[],
): Partial<Record<Name, string>> {
  return Object.fromEntries(checked.filter(([, message]) => message !== null)) as Partial<Record<Name, string>>
}

/**
 * What of `now` differs from `before`. What was not touched must not be sent: a budget period that is written starts the budget
 * anew, even with the same value.
 */
export function changedFields<Body extends object>(before: Body, now: Body): Partial<Body> {
  const old = Object.fromEntries(Object.entries(before))
  const changed = Object.entries(now).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(old[name]))
  return Object.fromEntries(changed) as Partial<Body>
}

/** Of dollars or of tokens: what a period can be for. */
export function hasBudget(form: Pick<BudgetForm, "budget" | "tokens">): boolean {
  return form.budget.trim() !== "" || (form.tokens ?? "").trim() !== ""
}

/** What is wrong with an amount of dollars; null for a good one and for none. */
export function budgetError(typed: string): string | null {
  if (typed.trim() === "") return null
  const dollars = dollarsOf(typed)
  if (!Number.isFinite(dollars) || dollars < 0) return words.notAnAmount
  return dollars > MAX_USD ? words.amountTooLarge : null
}

/** "$1,250.50" → 1250.5; NaN for what is no amount. */
export function dollarsOf(typed: string): number {
  const plain = typed.trim().replace(/^\$\s*/, "")
  return /^(\d+|\d{1,3}(,\d{3})+)?(\.\d*)?$/.test(plain) && /\d/.test(plain)
    ? Number(plain.replaceAll(",", ""))
    : Number.NaN
}

/** What is wrong with a span of time; null for a good one. */
export function durationError(typed: string): string | null {
  if (typed.trim() === "") return words.noDuration
  try {
    parseDuration(typed)
    return null
  } catch (e) {
    return GatewayError.from(e).message
  }
}

/** What is wrong with an amount of tokens; null for a whole number and for none. */
function tokensError(typed: string): string | null {
  if (typed.trim() === "" || /^\d{1,15}$/.test(typed.trim())) return null
  return words.notTokens
}

/** What is wrong with a rate; null for a whole number and for none. */
export function rateError(typed: string): string | null {
  if (typed.trim() === "" || /^\d{1,9}$/.test(typed.trim())) return null
  return words.notANumber
}

/** What is wrong with a name; null for a good one and for none. */
export function nameError(typed: string): string | null {
  return typed.trim().length > MAX_NAME_CHARS ? words.tooLong(MAX_NAME_CHARS) : null
}

/** What is wrong with an id that has to be there. */
export function idError(typed: string, what: string): string | null {
  return typed.trim() === "" ? words.missing(what) : nameError(typed)
}

/** A typed whole number; null for none. */
export function numberOrNull(typed: string): number | null {
  return typed.trim() === "" ? null : Number(typed.trim())
}

export function numberText(n: unknown): string {
  return typeof n === "number" ? String(n) : ""
}
