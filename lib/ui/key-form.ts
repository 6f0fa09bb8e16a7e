import { parseDuration } from "#lib/core/duration"
import { GatewayError } from "#lib/core/errors"
import type { KeyGenerateInput } from "./api.gen"
import type { KeyRow } from "./key-row"

/** The key form as the visitor types it. */
export interface KeyForm {
  readonly name: string
  readonly allModels: boolean
  readonly models: readonly string[]
  /** Dollars; empty is no limit. */
  readonly budget: string
  readonly period: Period
  readonly customPeriod: string
  readonly expires: Expiry
  readonly customExpiry: string
  readonly rpm: string
  readonly tpm: string
  readonly parallel: string
}

export type Period = "never" | "1d" | "7d" | "1mo" | "custom"
export type Expiry = "keep" | "never" | "1d" | "7d" | "30d" | "90d" | "custom"
export type KeyFormErrors = Partial<Record<keyof KeyForm, string>>

/** What `/key/generate` and `/key/update` take of the form; null clears a field. */
export interface KeyBody extends KeyGenerateInput {
  key_alias: string | null
  models: readonly string[]
  max_budget: number | null
  budget_duration: string | null
  duration?: string
  rpm_limit: number | null
  tpm_limit: number | null
  max_parallel_requests: number | null
}

const MAX_USD = 9_000_000
const MAX_NAME_CHARS = 255

export const EMPTY_KEY_FORM: KeyForm = {
  name: "",
  allModels: true,
  models: [],
  budget: "",
  period: "never",
  customPeriod: "",
  expires: "never",
  customExpiry: "",
  rpm: "",
  tpm: "",
  parallel: "",
}

/** The form for changing a key. */
export function formOf(key: KeyRow): KeyForm {
  const period = periodOf(key.budget_duration)
  return {
    name: key.key_alias ?? "",
    allModels: key.models.length === 0,
    models: key.models,
    budget: text(key.max_budget),
    period,
    customPeriod: period === "custom" ? (key.budget_duration ?? "") : "",
    expires: key.expires === null ? "never" : "keep",
    customExpiry: "",
    rpm: text(key.rpm_limit),
    tpm: text(key.tpm_limit),
    parallel: text(key.max_parallel_requests),
  }
}

function periodOf(duration: string | null): Period {
  if (duration === null) return "never"
  const named: Readonly<Record<string, Period>> = { daily: "1d", "1w": "7d", weekly: "7d", monthly: "1mo" }
  const known = named[duration] ?? duration
  return known === "1d" || known === "7d" || known === "1mo" ? known : "custom"
}

/** What is wrong with the form, by field and in words; empty when it can be sent. */
export function checkKeyForm(form: KeyForm): KeyFormErrors {
  const found: [keyof KeyForm, string | null][] = [
    ["name", form.name.trim().length > MAX_NAME_CHARS ? `At most ${MAX_NAME_CHARS} characters.` : null],
    ["models", !form.allModels && form.models.length === 0 ? "Choose at least one model, or allow all." : null],
    ["budget", budgetError(form)],
    ["customPeriod", hasBudget(form) && form.period === "custom" ? durationError(form.customPeriod) : null],
    ["customExpiry", form.expires === "custom" ? durationError(form.customExpiry) : null],
    ["rpm", limitError(form.rpm)],
    ["tpm", limitError(form.tpm)],
    ["parallel", limitError(form.parallel)],
  ]
  return Object.fromEntries(found.filter(([, message]) => message !== null))
}

function hasBudget(form: KeyForm): boolean {
  return form.budget.trim() !== ""
}

function budgetError(form: KeyForm): string | null {
  if (!hasBudget(form)) return null
  const dollars = dollarsOf(form.budget)
  if (!Number.isFinite(dollars) || dollars < 0)
    return "Enter an amount such as 25 or 0.50, or leave it empty for no limit."
  return dollars > MAX_USD ? "At most 9,000,000. Leave it empty for no limit." : null
}

/** "$1,250.50" → 1250.5; NaN for what is no amount. */
function dollarsOf(typed: string): number {
  const plain = typed.trim().replace(/^\$\s*/, "")
  return /^(\d+|\d{1,3}(,\d{3})+)?(\.\d*)?$/.test(plain) && /\d/.test(plain)
    ? Number(plain.replaceAll(",", ""))
    : Number.NaN
}

function durationError(typed: string): string | null {
  if (typed.trim() === "") return "Enter a time such as 30m, 12h, 45d or 6mo."
  try {
    parseDuration(typed)
    return null
  } catch (e) {
    return GatewayError.from(e).message
  }
}

function limitError(typed: string): string | null {
  if (typed.trim() === "" || /^\d{1,9}$/.test(typed.trim())) return null
  return "Enter a whole number, or leave it empty for no limit."
}

/** The body for `/key/generate`. The form must have passed `checkKeyForm`. */
export function bodyOf(form: KeyForm): KeyBody {
  const expiry = form.expires === "custom" ? form.customExpiry.trim() : form.expires
  return {
    key_alias: form.name.trim() || null,
    models: form.allModels ? [] : form.models,
    max_budget: hasBudget(form) ? dollarsOf(form.budget) : null,
    budget_duration: budgetDuration(form),
    ...(expiry === "never" || expiry === "keep" ? {} : { duration: expiry }),
    rpm_limit: numberOrNull(form.rpm),
    tpm_limit: numberOrNull(form.tpm),
    max_parallel_requests: numberOrNull(form.parallel),
  }
}

/**
 * The body for `/key/update`: only what differs from the form as it was opened. An untouched period must not be sent, for a
 * period that changes starts the budget anew.
 */
export function changesOf(before: KeyForm, after: KeyForm): Partial<KeyBody> {
  const old = bodyOf(before)
  const now = {
    ...bodyOf(after),
    ...(after.expires === "never" && before.expires !== "never" ? { duration: "-1" } : {}),
  }
  const changed = Object.entries(now).filter(([name, value]) => {
    return name === "duration" || JSON.stringify(value) !== JSON.stringify(old[name as keyof KeyBody])
  })
  return Object.fromEntries(changed)
}

function budgetDuration(form: KeyForm): string | null {
  if (!hasBudget(form) || form.period === "never") return null
  return form.period === "custom" ? form.customPeriod.trim() : form.period
}

function numberOrNull(typed: string): number | null {
  return typed.trim() === "" ? null : Number(typed.trim())
}

function text(n: number | null): string {
  return n === null ? "" : String(n)
}
