import { z } from "zod"
import { GatewayError } from "#lib/core/errors"
import type { Endpoint } from "./resource"

/** First path segments whose every path is LiteLLM's management API, not served yet; what each is about. */
const FAMILIES: Readonly<Record<string, string>> = {
  access_group: "Model access groups",
  budget: "Shared budgets",
  callbacks: "Callback management",
  customer: "Customers",
  end_user: "Customers",
  fallback: "Fallback management",
  guardrails: "Guardrail management",
  model_group: "Model group management",
  organization: "Organizations",
  policies: "Policies",
  policy: "Policies",
  project: "Projects",
  prompts: "Prompt management",
  scim: "SCIM provisioning",
  search_tools: "Search tools",
  tag: "Tag management",
  team: "Teams",
  user: "User management",
  vector_store: "Vector store management",
}

/** Single paths of families that are partly served. A `*` stands for one path segment. */
const PATHS: readonly (readonly [path: string, what: string])[] = [
  ["/cache/redis/info", "Cache management"],
  ["/cache/settings", "Cache management"],
  ["/config/callback/delete", "Changing the config over the API"],
  ["/config/pass_through_endpoint", "Pass-through endpoints"],
  ["/health/history", "Health history"],
  ["/key/health", "Key health checks"],
  ["/router/settings", "Router settings over the API"],
]

/**
 * For a management path LiteLLM serves and this release does not: an endpoint that tells the admin so with 501. Null for
 * a path nobody serves.
 */
export function plannedEndpoint(path: string): Endpoint | null {
  const what = planned(path)
  if (what === null) return null
  return {
    method: "POST",
    path,
    summary: what,
    needs: "planned",
    changes: false,
    endless: false,
    input: z.object({}),
    output: z.never(),
    handle: () => Promise.reject(new GatewayError("not_implemented", `${what}: not part of this release yet.`)),
  }
}

function planned(path: string): string | null {
  const [, first = "", second] = path.split("/")
  if (second !== undefined && Object.hasOwn(FAMILIES, first)) return FAMILIES[first] ?? null
  const shape = path.split("/")
  for (const [pattern, what] of PATHS) {
    const parts = pattern.split("/")
    if (parts.length === shape.length && parts.every((part, i) => part === "*" || part === shape[i])) return what
  }
  return null
}
