import { z } from "zod"
import type { LimitUse, LiveDeployment, LiveRouting } from "#lib/router/live-view"
import type { AdminContext } from "./context"
import { defineResource, get } from "./resource"

const moment = z.iso.datetime()
const names = z.array(z.string())
const LimitUsed = z.object({ used: z.number(), limit: z.number() })

const RoutedDeployment = z.object({
  model_id: z.string(),
  provider: z.string(),
  model: z.string().describe("The provider's model"),
  priced: z.boolean(),
  weight: z.number().nullable(),
  order: z.number().nullable().describe("Lower ones are asked first"),
  tags: names,
  in_flight: z.number().describe("Requests sent and not yet ended"),
  state: z.enum(["healthy", "cooling", "probing"]).describe("probing: one request finds out whether it is back"),
  why: z.string().nullable().describe("The kind of failure that set it aside"),
  until: moment.nullable().describe("When it is asked again"),
  verdict: z.string().describe("What would become of it if a plain request came now"),
  chance: z.number().describe("0 to 1: the share of such requests it would get"),
  first_token_ms: z.number().nullable().describe("Mean of the last few streams; null: none was measured"),
  per_token_ms: z.number().nullable().describe("Mean per output token of the last few whole answers"),
  rpm: LimitUsed.nullable(),
  tpm: LimitUsed.nullable(),
  max_parallel_requests: LimitUsed.nullable(),
  budget: LimitUsed.extend({ reset_at: moment.nullable() }).nullable().describe("Dollars"),
})

const RoutedGroup = z.object({
  model_group: z.string().describe("What clients ask for"),
  deployments: z.array(RoutedDeployment),
  fallbacks: names,
  context_window_fallbacks: names,
  content_policy_fallbacks: names,
})

const Routing = z.object({
  routing_strategy: z.string(),
  compares: z.string().describe("What the strategy compares"),
  num_retries: z.number(),
  cooldown_time: z.number().nullable().describe("Seconds; null: nobody is set aside"),
  allowed_fails: z.number().nullable().describe("Null: judged by what failed and how often"),
  groups: z.array(RoutedGroup),
})

/** How requests are distributed, and how those who answer are doing. */
export const routing = defineResource(
  "routing",
  {
    live: get("/routing/live", {
      summary:
        "Model groups, their fallbacks, and each deployment's health, limits and speed as this process knows them now",
      needs: "routing:read",
      input: z.strictObject({}),
      output: Routing,
      run: (ctx: AdminContext) => Promise.resolve(viewRouting(ctx.routing())),
    }),
  },
  { RoutedDeployment, RoutedGroup },
)

function viewRouting(live: LiveRouting): z.input<typeof Routing> {
  return {
    routing_strategy: live.strategy,
    compares: live.compares,
    num_retries: live.retries,
    cooldown_time: live.cooldownSeconds,
    allowed_fails: live.allowedFails,
    groups: live.groups.map((group) => ({
      model_group: group.name,
      deployments: group.deployments.map(viewDeployment),
      fallbacks: [...group.fallbacks],
      context_window_fallbacks: [...group.contextWindowFallbacks],
      content_policy_fallbacks: [...group.contentPolicyFallbacks],
    })),
  }
}

function viewDeployment(d: LiveDeployment): z.input<typeof RoutedDeployment> {
  return {
    model_id: d.id,
    provider: d.provider,
    model: d.model,
    priced: d.priced,
    weight: d.weight,
    order: d.order,
    tags: [...d.tags],
    in_flight: d.inFlight,
    state: d.state,
    why: d.why,
    until: isoOrNull(d.untilMs),
    verdict: d.verdict,
    chance: d.chance,
    first_token_ms: d.firstTokenMs,
    per_token_ms: d.perTokenMs,
    rpm: usedOf(d.rpm),
    tpm: usedOf(d.tpm),
    max_parallel_requests: usedOf(d.parallel),
    budget:
      d.budget === null
        ? null
        : { used: d.budget.used, limit: d.budget.limit, reset_at: isoOrNull(d.budget.resetAtMs) },
  }
}

const usedOf = (use: LimitUse | null) => (use === null ? null : { used: use.used, limit: use.limit })
const isoOrNull = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())
