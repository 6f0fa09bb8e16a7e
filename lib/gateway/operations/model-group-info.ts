import { NANO_PER_USD } from "#lib/core/money"
import type { LocalOperation } from "#lib/gateway/operation"
import { queryOf } from "#lib/gateway/query-of"
import { mayUseModel } from "#lib/identity/access"
import type { Deployment } from "#lib/router/deployment"
import { deploymentView } from "#lib/router/view"
import { openaiChat } from "#lib/wire/openai-chat/dialect"

const TOKENS = 1_000_000

/** GET /model_group/info: each model group a caller may use, once, with what all its deployments together can (LiteLLM's shape). */
export const modelGroupInfo: LocalOperation = {
  kind: "local",
  id: "model_group.info",
  callType: "model_group_info",
  method: "GET",
  paths: ["/model_group/info"],
  dialect: openaiChat,
  run(rt, caller, _params, req) {
    const only = queryOf(req).get("model_group")
    const { deployments, accessGroups } = rt.routing.groups
    const groups = new Map<string, Deployment[]>()
    for (const each of deployments) groups.set(each.group, [...(groups.get(each.group) ?? []), each])
    const data = [...groups]
      .filter(([name]) => (only === null || name === only) && mayUseModel(caller, name, accessGroups))
      .map(([name, members]) => groupInfo(name, members))
    return { data }
  },
}

/** The largest window and the dearest price of its deployments: what is safe to count on. */
function groupInfo(name: string, members: readonly Deployment[]): Record<string, unknown> {
  const most = (read: (each: Deployment) => number | null) => {
    const known = members.map(read).filter((value) => value !== null)
    return known.length === 0 ? null : Math.max(...known)
  }
  const usd = (perMillion: number | null) => (perMillion === null ? null : perMillion / NANO_PER_USD / TOKENS)
  const sum = (field: "tpm" | "rpm") => {
    const limits = members.map((each) => each.entry.litellm_params[field])
    const known = limits.filter((limit) => typeof limit === "number")
    return known.length === 0 ? null : known.reduce((all, limit) => all + limit, 0)
  }
  return {
    model_group: name,
    providers: [...new Set(members.map(({ provider }) => provider.id))],
    mode: members[0]?.mode ?? "chat",
    max_input_tokens: most(({ maxInputTokens }) => maxInputTokens),
    max_output_tokens: most(({ maxOutputTokens }) => maxOutputTokens),
    input_cost_per_token: usd(most((each) => deploymentView(each).inputPerMillionNano)),
    output_cost_per_token: usd(most((each) => deploymentView(each).outputPerMillionNano)),
    tpm: sum("tpm"),
    rpm: sum("rpm"),
  }
}
