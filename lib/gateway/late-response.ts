import { derivedRequestId } from "#lib/core/ids"
import type { Turn } from "#lib/responses/response-store"
import { asObject, type Json } from "#lib/wire/read-json"
import type { Runtime } from "./runtime"

const RUNNING = ["queued", "in_progress"]

/** Is a response still being made? */
export function isBeingMade(response: Readonly<Record<string, unknown>>): boolean {
  return RUNNING.includes(String(response.status))
}

/**
 * Keeps what a response that was made in the background came to, and bills what it used once it is done: to the key that asked, at
 * the price of the deployment that made it, once, whoever looks at it and however often.
 */
export async function learn(rt: Runtime, turn: Turn, now: Json): Promise<void> {
  await rt.responses.update(turn.id, now)
  if (!turn.owed || isBeingMade(now)) return
  await rt.responses.settleOwed(turn.id, async ({ keyHash, createdAtMs, isBooked }) => {
    const deployment = rt.routing.groups.byId(turn.deploymentId)
    if (asObject(now.usage) === null || deployment === null) return
    const requestId = derivedRequestId(createdAtMs, `response ${turn.id}`)
    if (await isBooked(requestId)) return
    await rt.billLate({
      endpoint: "/v1/responses",
      body: { input: turn.input },
      answer: JSON.stringify(now),
      deployment,
      keyHash: keyHash ?? "deleted",
      requestId,
      startedAt: createdAtMs,
      booked: false,
      callId: turn.id,
      serviceTier: null,
    })
  })
}
