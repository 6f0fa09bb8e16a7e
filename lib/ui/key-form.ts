import type { KeyGenerateInput } from "./api.gen"
import type { Choice } from "./choice"
import type { KeyRow } from "./key-row"
import {
  changedFields,
  durationError,
  EMPTY_LIMITS,
  foundErrors,
  type LimitBody,
  type LimitForm,
  limitBody,
  limitErrors,
  limitsOf,
  nameError,
} from "./limit-form"

/** The key form as the visitor types it. */
export interface KeyForm extends LimitForm {
  readonly name: string
  /** The team whose limits the key is under; none or one. */
  readonly team: readonly Choice[]
  /** The user the key belongs to; none or one. */
  readonly user: readonly Choice[]
  readonly expires: Expiry
  readonly customExpiry: string
}

export type Expiry = "keep" | "never" | "1d" | "7d" | "30d" | "90d" | "custom"
export type KeyFormErrors = Partial<Record<keyof KeyForm, string>>

/** What `/key/generate` and `/key/update` take of the form; null clears a field. */
export interface KeyBody extends KeyGenerateInput, LimitBody {
  key_alias: string | null
  models: readonly string[]
  max_budget: number | null
  budget_duration: string | null
  team_id: string | null
  user_id: string | null
  duration?: string
  max_token_budget: number | null
  rpm_limit: number | null
  tpm_limit: number | null
  max_parallel_requests: number | null
}

export const EMPTY_KEY_FORM: KeyForm = {
  ...EMPTY_LIMITS,
  name: "",
  team: [],
  user: [],
  expires: "never",
  customExpiry: "",
}

/** The form for changing a key. */
export function formOf(key: KeyRow): KeyForm {
  return {
    ...limitsOf(key),
    name: key.key_alias ?? "",
    team: choiceOf(key.team_id),
    user: choiceOf(key.user_id),
    expires: key.expires === null ? "never" : "keep",
    customExpiry: "",
  }
}

/** An id whose name is not known yet, as a choice of one; null is none. */
export function choiceOf(id: string | null): readonly Choice[] {
  return id === null ? [] : [{ id, name: id }]
}

/** What is wrong with the form, by field and in words; empty when it can be sent. */
export function checkKeyForm(form: KeyForm): KeyFormErrors {
  return foundErrors<keyof KeyForm>([
    ["name", nameError(form.name)],
    ...limitErrors(form),
    ["customExpiry", form.expires === "custom" ? durationError(form.customExpiry) : null],
  ])
}

/** The body for `/key/generate`. The form must have passed `checkKeyForm`. */
export function bodyOf(form: KeyForm): KeyBody {
  const expiry = form.expires === "custom" ? form.customExpiry.trim() : form.expires
  return {
    key_alias: form.name.trim() || null,
    team_id: form.team[0]?.id ?? null,
    user_id: form.user[0]?.id ?? null,
    ...limitBody(form),
    ...(expiry === "never" || expiry === "keep" ? {} : { duration: expiry }),
  }
}

/**
 * The body for `/key/update`: only what differs from the form as it was opened. An untouched period must not be sent, for a
 * period that changes starts the budget anew.
 */
export function changesOf(before: KeyForm, after: KeyForm): Partial<KeyBody> {
  const { duration: _old, ...old } = bodyOf(before)
  const { duration, ...now } = bodyOf(after)
  const forEver = after.expires === "never" && before.expires !== "never"
  const moved = forEver ? "-1" : duration
  return { ...changedFields(old, now), ...(moved === undefined ? {} : { duration: moved }) }
}
