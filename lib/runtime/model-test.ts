import type { ModelTest } from "#lib/admin/context"
import { costNano } from "#lib/catalog/cost"
import { GatewayError } from "#lib/core/errors"
import { parseChat } from "#lib/gateway/parse-chat"
import type { Runtime } from "#lib/gateway/runtime"
import { type Answer, attempt } from "#lib/router/attempt"
import type { ChatBody } from "#lib/router/chat-body"
import type { Deployment } from "#lib/router/deployment"
import { openaiChat } from "#lib/wire/openai-chat/dialect"

const TEST_TIMEOUT_MS = 30_000
const WORDS = "Say OK."

/** The deployment of this id; throws 404. */
export function deploymentOf(rt: Runtime, id: string): Deployment {
  const deployment = rt.routing.groups.byId(id)
  if (deployment !== null) return deployment
  throw new GatewayError("not_found", "There is no deployment with this id. GET /model/info lists them.")
}

/**
 * One real, small call to a deployment: what the dashboard's Test button does. Never throws for what the provider says; throws 400
 * for a model that serves neither chat nor embeddings.
 */
export async function testDeployment(rt: Runtime, deployment: Deployment, signal: AbortSignal): Promise<ModelTest> {
  const body = questionFor(deployment)
  const startedAt = rt.clock.now()
  try {
    const answer = await attempt(
      { ...deployment, timeoutMs: Math.min(deployment.timeoutMs, TEST_TIMEOUT_MS) },
      { body, signal, sender: rt.sender, onSend: () => undefined },
    )
    const latencyMs = rt.clock.now() - startedAt
    if (answer.kind !== "json") throw new GatewayError("internal", "The test asked for no stream and got one.")
    const cost = answer.usage === null || deployment.price === null ? 0 : costNano(deployment.price, answer.usage)
    return { ok: true, status: answer.status, latencyMs, message: wordsOf(body, answer), costNano: cost }
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

/** The cheapest thing to ask a model of this mode. */
function questionFor(deployment: Deployment): ChatBody {
  const request = { model: deployment.group, messages: [{ role: "user", content: WORDS }], max_tokens: 16 }
  const { body } = parseChat(openaiChat, JSON.stringify(request), null)
  if (deployment.mode === "embedding" && deployment.kinds.embeddings !== undefined) {
    const fields = { input: WORDS }
    return { ...body, other: { kind: "embeddings", fields, files: [], measured: {}, text: () => WORDS } }
  }
  if (deployment.chat !== null) return body
  const say = `Its parameters are fine. A test request can only be sent to chat and embedding models, and this one is of the mode ${deployment.mode}.`
  throw new GatewayError("invalid_request", say, { param: "mode" })
}

function wordsOf(body: ChatBody, answer: Extract<Answer, { kind: "json" }>): string {
  return body.other === undefined ? answer.visibleText().slice(0, 500) : "An embedding came back."
}
