import { z } from "zod"
import { freeMap } from "./fields"

/** One target: a model group, or a map with `model` and parameters to change. */
const fallbackTarget = z.union([z.string(), freeMap])

/** `[{ group: [other, another] }]`; the group `"*"` stands for every group. */
export const fallbackRules = z.array(z.record(z.string(), z.array(fallbackTarget)))

/** Retries per kind of failure, by LiteLLM's exception names. */
export const retryPolicy = z.strictObject({
  BadRequestErrorRetries: z.int().min(0).optional(),
  AuthenticationErrorRetries: z.int().min(0).optional(),
  TimeoutErrorRetries: z.int().min(0).optional(),
  RateLimitErrorRetries: z.int().min(0).optional(),
  ContentPolicyViolationErrorRetries: z.int().min(0).optional(),
  InternalServerErrorRetries: z.int().min(0).optional(),
  ServiceUnavailableErrorRetries: z.int().min(0).optional(),
  NotFoundErrorRetries: z.int().min(0).optional(),
  DefaultRetries: z.int().min(0).optional(),
})

/** Failures a minute before a deployment is set aside, by LiteLLM's exception names. */
export const allowedFailsPolicy = z.strictObject({
  BadRequestErrorAllowedFails: z.int().min(0).optional(),
  AuthenticationErrorAllowedFails: z.int().min(0).optional(),
  TimeoutErrorAllowedFails: z.int().min(0).optional(),
  RateLimitErrorAllowedFails: z.int().min(0).optional(),
  ContentPolicyViolationErrorAllowedFails: z.int().min(0).optional(),
  InternalServerErrorAllowedFails: z.int().min(0).optional(),
  ServiceUnavailableErrorAllowedFails: z.int().min(0).optional(),
  BadGatewayErrorAllowedFails: z.int().min(0).optional(),
  NotFoundErrorAllowedFails: z.int().min(0).optional(),
})
