import { z } from "zod"
import { limitFields } from "../accounts/limit-fields"
import { PART_FIELDS, partFields } from "../accounts/part-fields"
import { label, usd } from "../fields"
import { givenOf, ignoredFields, keptFields } from "../kept-fields"

/** LiteLLM's fields of a customer that are kept and given back, and do nothing yet. */
const NOT_YET = ["allowed_model_region", "default_model", "object_permission"] as const

const customerFields = {
  alias: label.nullish().describe("A name for people"),
  budget_id: label.nullish().describe("A shared budget (POST /budget/new) instead of limits of their own"),
  ...limitFields,
  ...partFields,
  ...keptFields(NOT_YET),
}

const userId = label.min(1).describe("What requests send as `user`, or as x-litellm-end-user-id")

export const NewCustomer = z.strictObject({
  user_id: userId,
  spend: usd.nullish(),
  ...customerFields,
  ...ignoredFields(["allowed_region"]),
})
export const UpdateCustomer = z.strictObject({ user_id: userId, spend: usd.nullish(), ...customerFields })
export type CustomerFields = Omit<z.output<typeof UpdateCustomer>, "user_id" | "spend">

/** Fields of a customer that live in its profile. */
export function profileOf(input: CustomerFields): Record<string, unknown> {
  const names = [...NOT_YET, ...PART_FIELDS, "budget_id"] as const
  return givenOf(input, names)
}
