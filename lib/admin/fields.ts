import { z } from "zod"
import { parseDuration } from "#lib/core/duration"
import { GatewayError } from "#lib/core/errors"

/** Nano-dollars have to stay safe integers. */
const MAX_USD = 9_000_000
const MAX_INT4 = 2_147_483_647

/** A name or id people give. */
export const label = z.string().max(255)
/** Dollars. LiteLLM takes (and its examples have) them as text, too. */
export const usd = z.union(
  [
    z.number().min(0).max(MAX_USD),
    z
      .string()
      .regex(/^\d{1,7}(\.\d{1,12})?$/, "must be a number")
      .transform(Number)
      .pipe(z.number().max(MAX_USD)),
  ],
  { error: "must be a number" },
)
export const perMinute = z.int().min(0)
export const parallel = z.int().min(0).max(MAX_INT4)

/** A span of time ("30d"); with `never`, also "-1". */
export function durationField(never: boolean) {
  return z
    .string()
    .max(64)
    .check((c) => {
      if (never && c.value === "-1") return
      try {
        parseDuration(c.value)
      } catch (e) {
        c.issues.push({ code: "custom", message: GatewayError.from(e).message, input: c.value })
      }
    })
}
