import type { ModelTest } from "#lib/admin/context"
import { costNano } from "#lib/catalog/cost"
import { GatewayError } from "#lib/core/errors"
import { parseChat } from "#lib/gateway/parse-chat"
import type { Runtime } from "#lib/gateway/runtime"
import { attempt } from "#lib/router/attempt"
import { openaiChat } from "#lib/wire/openai-chat/dialect"

const TEST_TIMEOUT_MS = 30_000

/** One real, small call to a deployment: what the dashboard's Test button does. Never throws for what the provider says. */
export async function testDeployment(rt: Runtime, deploymentId: string, signal: AbortSignal): Promise<ModelTest> {
  const deployment = rt.routing.groups.byId(deploymentId)
  if (deployment === null)
    throw new GatewayError("not_found", "There is no deployment with this id. GET /model/info lists them.")
  const startedAt = rt.clock.now()
  const request = { model: deployment.group, messages: [{ role: "user", content: "Say OK." }], max_tokens: 16 }
  try {
    const answer = await attempt(
      { ...deployment, timeoutMs: Math.min(deployment.timeoutMs, TEST_TIMEOUT_MS) },
      {
        body: parseChat(openaiChat, JSON.stringify(request), null).body,
        signal,
        sender: rt.sender,
        onSend: () => undefined,
      },
    )
    const latencyMs = rt.clock.now() - startedAt
    if (answer.kind !== "json") throw new GatewayError("internal", "The test asked for no stream and got one.")
    const cost = answer.usage === null || deployment.price === null ? 0 : costNano(deployment.price, answer.usage)
    return { ok: true, status: answer.status, latencyMs, message: answer.visibleText().slice(0, 500), costNano: cost }
  } catch (e) {
    const failure = GatewayError.from(e)
    return {
      ok: false,
      status: failure.status,
      latencyMs: rt.clock.now() - startedAt,
      message: failure.message,
      costNano: 0,
    }
  }
}
