import { globMatch } from "#lib/core/glob"

/** `*` stands for anything, `/` too. */
type Paths = readonly string[]

/** One model asked for something, by OpenAI's paths and their older forms. */
const OPENAI: Paths = [
  "/v1/audio/*",
  "/audio/*",
  "/v1/chat/completions",
  "/chat/completions",
  "/v1/completions",
  "/completions",
  "/v1/embeddings",
  "/embeddings",
  "/v1/images/*",
  "/images/*",
  "/v1/models",
  "/v1/models/*",
  "/models",
  "/models/*",
  "/v1/moderations",
  "/moderations",
  "/v1/files",
  "/v1/files/*",
  "/files",
  "/files/*",
  "/v1/batches",
  "/v1/batches/*",
  "/batches",
  "/batches/*",
  "/v1/vector_stores",
  "/v1/vector_stores/*",
  "/vector_stores",
  "/vector_stores/*",
  "/v1/fine_tuning/*",
  "/fine_tuning/*",
  "/v1/responses",
  "/v1/responses/*",
  "/responses",
  "/responses/*",
  "/v1/realtime",
  "/v1/realtime/*",
  "/realtime",
  "/realtime/*",
  "/openai/*",
  "/engines/*",
  "/v1/rerank",
  "/v2/rerank",
  "/rerank",
  "/utils/token_counter",
  "/utils/supported_openai_params",
  "/explain",
]
const ANTHROPIC: Paths = ["/v1/messages", "/v1/messages/*"]
/** Providers' own APIs, passed through. */
const PASSED: Paths = [
  "/openai/*",
  "/anthropic/*",
  "/gemini/*",
  "/vertex_ai/*",
  "/vertex-ai/*",
  "/bedrock/*",
  "/azure/*",
  "/cohere/*",
  "/mistral/*",
  "/vllm/*",
  "/openrouter/*",
]
const GOOGLE: Paths = ["/v1beta/*", "/v1alpha/*"]
const MODEL_INFO: Paths = ["/model/info", "/v1/model/info", "/v2/model/info", "/model_group/info"]
const INFO: Paths = [
  "/key/info",
  "/v2/key/info",
  "/key/list",
  "/key/health",
  "/team/info",
  "/team/list",
  "/v2/team/list",
  "/team/available",
  "/organization/list",
  "/user/info",
  "/v2/user/info",
  "/user/filter/ui",
  ...MODEL_INFO,
  "/health",
  "/health/services",
  "/models",
  "/v1/models",
]
const SPEND: Paths = [
  "/spend/keys",
  "/spend/users",
  "/spend/tags",
  "/spend/calculate",
  "/spend/logs",
  "/spend/logs/*",
  "/cost/estimate",
]
const GLOBAL_SPEND: Paths = ["/global/spend", "/global/spend/*"]
const KEYS: Paths = ["/key/*", "/v2/key/info", "/team/daily/activity", "/spend/logs", "/spend/logs/v2"]
const SELF_MANAGED: Paths = [
  "/team/member_add",
  "/team/member_update",
  "/team/member_delete",
  "/team/permissions_list",
  "/team/permissions_update",
  "/team/daily/activity",
  "/model/new",
  "/model/update",
  "/model/delete",
  "/model/*/update",
  "/user/daily/activity",
  "/user/available_roles",
  "/user/list",
  "/invitation/new",
  "/invitation/delete",
  "/health/test_connection",
]

/** LiteLLM's names for groups of routes, and the paths of ours each stands for; some stand for nothing here yet. */
export const ROUTE_GROUPS: Readonly<Record<string, Paths>> = {
  agent_routes: [],
  anthropic_routes: ANTHROPIC,
  global_spend_tracking_routes: GLOBAL_SPEND,
  google_routes: GOOGLE,
  info_routes: INFO,
  internal_user_routes: [
    "/global/activity",
    "/global/activity/*",
    "/tag/daily/activity",
    "/tag/list",
    "/v1/models/*",
    "/models/*",
    ...SPEND,
    ...KEYS,
  ],
  key_management_routes: KEYS,
  litellm_native_routes: [],
  llm_api_routes: [...OPENAI, ...ANTHROPIC, ...GOOGLE, ...PASSED],
  management_routes: ["/user/*", "/v2/user/info", "/team/*", "/v2/team/list", "/model/*", "/v1/model/info", ...KEYS],
  mapped_pass_through_routes: PASSED,
  mcp_inference_routes: [],
  mcp_routes: [],
  model_info_routes: MODEL_INFO,
  openai_routes: OPENAI,
  org_admin_only_routes: [
    "/organization/info",
    "/organization/delete",
    "/organization/member_add",
    "/organization/member_update",
    "/organization/member_delete",
  ],
  passthrough_routes_wildcard: [],
  public_routes: ["/health/liveliness", "/health/liveness", "/health/readiness"],
  self_managed_routes: SELF_MANAGED,
  spend_tracking_routes: SPEND,
}

/** Groups and paths that let a key ask models and nothing else. */
const LLM_GROUPS = ["llm_api_routes", "openai_routes", "anthropic_routes", "google_routes"]

/** Does one entry of `allowed_routes` (a path, a wildcard, a group) let this path in? */
export function routeAllows(entry: string, path: string): boolean {
  if (entry === path) return true
  const group = Object.hasOwn(ROUTE_GROUPS, entry) ? ROUTE_GROUPS[entry] : undefined
  if (group !== undefined) return group.some((each) => each === path || (each.includes("*") && globMatch(each, path)))
  return entry.includes("*") && globMatch(entry, path)
}

/** Can a key with these `allowed_routes` do nothing but ask models? An empty list leaves its user's rights to it. */
export function asksModelsOnly(allowedRoutes: readonly string[]): boolean {
  return allowedRoutes.length > 0 && allowedRoutes.every((entry) => LLM_GROUPS.includes(entry))
}
