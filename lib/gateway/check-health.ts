import { GatewayError } from "#lib/core/errors"
import { attempt } from "#lib/router/attempt"
import type { Deployment } from "#lib/router/deployment"
import { openaiChat } from "#lib/wire/openai-chat/dialect"
import type { HealthEndpoint, HealthReport } from "./health-report"
import { parseChat } from "./parse-chat"
import type { Runtime } from "./runtime"

const TIMEOUT_MS = 30_000
/** Deployments asked at the same time. */
const AT_ONCE = 10

/** Asks each deployment one small question. Wildcards, and those that serve no chat, have none to be asked. */
export async function checkHealth(
  rt: Runtime,
  signal: AbortSignal,
  wanted: (deployment: Deployment) => boolean,
): Promise<HealthReport> {
  const all = rt.routing.groups.deployments.filter((d) => d.chat !== null && !d.model.includes("*") && wanted(d))
  const waiting = [...all]
  const found: HealthEndpoint[] = []
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      found.push(await check(rt, next, signal))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  const inOrder = all.flatMap((d) => found.filter((endpoint) => endpoint.model_id === d.id))
  const healthy = inOrder.filter(({ error }) => error === undefined)
  const unhealthy = inOrder.filter(({ error }) => error !== undefined)
  return {
    healthy_endpoints: healthy,
    unhealthy_endpoints: unhealthy,
    healthy_count: healthy.length,
    unhealthy_count: unhealthy.length,
  }
}

async function check(rt: Runtime, deployment: Deployment, signal: AbortSignal): Promise<HealthEndpoint> {
  const endpoint: HealthEndpoint = {
    model: String(deployment.entry.litellm_params.model),
    model_name: deployment.group,
    model_id: deployment.id,
    api_base: deployment.apiBase,
  }
  const question = { model: deployment.group, messages: [{ role: "user", content: "Say OK." }], max_tokens: 16 }
  try {
    await attempt(
      { ...deployment, timeoutMs: Math.min(deployment.timeoutMs, TIMEOUT_MS) },
      {
        body: parseChat(openaiChat, JSON.stringify(question), null).body,
        signal,
        sender: rt.sender,
        onSend: () => undefined,
      },
    )
    return endpoint
  } catch (e) {
    return { ...endpoint, error: GatewayError.from(e).message }
  }
}
