import { z } from "zod"
import type { AdminContext } from "../context"

const Limits = z.object({
  max_budget: z.number().nullable().describe("Dollars"),
  budget_duration: z.string().nullable(),
  duration: z.string().nullable().describe("How long a key is valid"),
  rpm_limit: z.number().nullable(),
  tpm_limit: z.number().nullable(),
  max_parallel_requests: z.number().nullable(),
})

export const KeyLimits = z.object({
  default: Limits.describe("What a new key gets where its maker says nothing (default_key_generate_params)"),
  most: Limits.describe(
    "The most a key may have (upperbound_key_generate_params); also what it gets where nothing else is said",
  ),
})

type Given = { readonly [K in keyof z.output<typeof Limits>]?: z.output<typeof Limits>[K] | undefined }

/** The configuration's limits of new keys; null is no limit. */
export function keyLimits(ctx: AdminContext): z.output<typeof KeyLimits> {
  const { key, keyMost } = ctx.defaults()
  const known = (given: Given) =>
    Object.fromEntries(Object.keys(Limits.shape).map((name) => [name, given[name as keyof Given] ?? null])) as z.output<
      typeof Limits
    >
  return { default: known(key), most: known(keyMost) }
}
