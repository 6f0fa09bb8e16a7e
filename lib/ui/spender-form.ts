import type { Customer, Tag } from "./api.gen"
import {
  changedFields,
  EMPTY_LIMITS,
  foundErrors,
  idError,
  limitsOf,
  nameError,
  type SharedLimitForm,
  sharedLimitBody,
  sharedLimitErrors,
} from "./limit-form"
import { PERIOD_FIELDS, shortTitle, type Thing } from "./undo/thing"
import { customersPageWords as words } from "./words/customers"

/** A customer or a tag: who or what a request is for, as requests themselves say it. */
export type SpenderKind = "customer" | "tag"

/** Both kinds in one shape, for one table and one form. */
export interface SpenderRow
  extends Omit<Customer, "user_id" | "alias" | "litellm_budget_table" | "created_by" | "updated_by" | "metadata"> {
  readonly kind: SpenderKind
  /** What requests send. */
  readonly id: string
  /** A customer's name, a tag's description. */
  readonly about: string | null
  /** The named budget it took over. */
  readonly budget_id: string | null
}

export function customerRow({ user_id, alias, ...rest }: Customer): SpenderRow {
  return { ...rest, kind: "customer", id: user_id, about: alias }
}

export function tagRow({ name, description, ...rest }: Tag): SpenderRow {
  const budgetId = (rest as { readonly budget_id?: unknown }).budget_id
  return {
    ...rest,
    kind: "tag",
    id: name,
    about: description,
    budget_id: typeof budgetId === "string" ? budgetId : null,
  }
}

/** The form for either kind as the visitor types it. */
export interface SpenderForm extends SharedLimitForm {
  readonly id: string
  readonly about: string
}

export const EMPTY_SPENDER_FORM: SpenderForm = { ...EMPTY_LIMITS, id: "", about: "", budgetId: "" }

/** The form for changing one. */
export function spenderFormOf(row: SpenderRow): SpenderForm {
  return { ...limitsOf(row), id: row.id, about: row.about ?? "", budgetId: row.budget_id ?? "" }
}

/** What is wrong with the form, by field and in words; empty when it can be sent. */
export function checkSpenderForm(form: SpenderForm): Partial<Record<keyof SpenderForm, string>> {
  return foundErrors<keyof SpenderForm>([
    ["id", idError(form.id, words.missingId)],
    ["about", nameError(form.about)],
    ...sharedLimitErrors(form),
  ])
}

/** The body for `/customer/new` or `/tag/new`. The form must have passed `checkSpenderForm`. */
export function spenderBody(kind: SpenderKind, form: SpenderForm): Readonly<Record<string, unknown>> {
  const about = form.about.trim() || null
  const own = kind === "customer" ? { alias: about } : { description: about }
  return { ...named(kind, form.id.trim()), ...own, ...sharedLimitBody(form) }
}

/** The body for `…/update`: the id, and only what differs from the form as it was opened. */
export function spenderChanges(kind: SpenderKind, before: SpenderForm, after: SpenderForm) {
  return changedFields(spenderBody(kind, before), spenderBody(kind, { ...after, id: before.id }))
}

/** One of a kind by the API's name for its id. */
export function named(kind: SpenderKind, id: string): Readonly<Record<string, string>> {
  return kind === "customer" ? { user_id: id } : { name: id }
}

export type SpenderSort = "id" | "spend" | "created_at"

/** Those whose id or description has the text in it, sorted; equal ones by id. */
export function pickSpenders(
  rows: readonly SpenderRow[],
  want: { readonly q: string; readonly sort: SpenderSort; readonly order: "asc" | "desc" },
): SpenderRow[] {
  const text = want.q.trim().toLowerCase()
  const sign = want.order === "asc" ? 1 : -1
  return rows
    .filter((row) => `${row.id}\n${row.about ?? ""}`.toLowerCase().includes(text))
    .sort((a, b) => sign * compare(a[want.sort], b[want.sort]) || compare(a.id, b.id))
}

function compare(a: string | number, b: string | number): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** A customer or a tag. */
export function spenderThing(spender: Pick<SpenderRow, "kind" | "id">): Thing {
  return {
    subject: `${spender.kind} ${spender.id}`,
    title: shortTitle(spender.id),
    groups: ["spenders", "budgets", "memory"],
    fits: (row) => row.kind === spender.kind && row.id === spender.id,
    noWayBack: PERIOD_FIELDS,
  }
}
