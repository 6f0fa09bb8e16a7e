import { GatewayError } from "#lib/core/errors"
import type { Caller } from "#lib/identity/caller"
import { chooseFacts } from "#lib/memory/choose-facts"
import type { Fact } from "#lib/memory/fact-store"
import { type LastSaid, lastSaid } from "#lib/memory/last-said"
import { memoryTenant, type Subject } from "#lib/memory/subject"
import { REMEMBERING, tellModel } from "#lib/memory/tell-model"
import type { Call } from "./call"
import { embed } from "./embed"
import type { Memory } from "./memory"
import type { ModelOperation, Parsed } from "./operation"
import type { Runtime } from "./runtime"

/** Facts whose meaning is asked for along with the question's. */
const MAX_NEW_VECTORS = 50

interface Remembering {
  readonly op: ModelOperation
  readonly rt: Runtime
  readonly call: Call
  readonly caller: Caller
}

/**
 * A request with `integrate_memory: true` → the same with what is remembered about its user in the system message; what the user says
 * is looked through for more once the answer is there. Without a recall in time it goes on without facts. Throws 400 naming the field
 * or the setting that is missing.
 */
export async function withMemory(parsed: Parsed, remembering: Remembering): Promise<Parsed> {
  const { op, rt, call, caller } = remembering
  const { json } = parsed.body
  if (!wants(json.integrate_memory)) return parsed
  if (!REMEMBERING.includes(op.callType))
    throw refusal("`integrate_memory` works for /v1/chat/completions, /v1/messages and /v1/responses.")
  const { memory } = rt
  if (memory === null)
    throw refusal(
      "Memory is not configured here: an admin has to name two model groups, general_settings.memory.model (finds facts) and general_settings.memory.embedding_model. Leave `integrate_memory` out until then.",
    )
  const attribution = call.attribution()
  const { endUser } = attribution
  if (endUser === null || endUser.trim() === "")
    throw refusal(
      "`integrate_memory` needs to know whom it is about: send `user` with an id of your own choice.",
      "user",
    )
  const subject = { tenant: memoryTenant(caller.key), endUser }
  const said = lastSaid(json)
  const facts = said === null ? [] : await recalled(remembering, memory, { subject, said })
  call.recalledFacts = facts.length
  if (said?.isNew === true)
    call.onEnd(({ counted, broken }) => {
      if (counted && broken === null)
        memory.queue.add({ subject, said: said.text, caller, attribution, callId: call.callId })
    })
  if (facts.length === 0) return parsed
  const told = op.parse(JSON.stringify({ ...json, ...tellModel(op.callType, json, facts) }), null)
  return { ...parsed, body: told.body }
}

/** The facts that matter for what was said; none when they cannot be had in time. */
async function recalled(
  { rt, call, caller }: Remembering,
  { settings, facts: store }: Memory,
  { subject, said }: { readonly subject: Subject; readonly said: LastSaid },
): Promise<string[]> {
  const { embeddingModel, maxFacts, timeoutMs } = settings
  try {
    const facts = await store.of(subject, embeddingModel, maxFacts)
    if (facts.length === 0) return []
    const unknown = facts.filter(({ vector }) => vector === null).slice(0, MAX_NEW_VECTORS)
    const vectors = await embed(rt.askOwn, {
      model: embeddingModel,
      texts: [said.text, ...unknown.map(({ text }) => text)],
      caller,
      attribution: call.attribution(),
      callId: call.callId,
      purpose: "memory",
      timeoutMs,
    })
    if (typeof vectors === "string") throw new Error(vectors)
    const [question, ...more] = vectors
    if (question === undefined) return []
    const made = unknown.flatMap((fact, at): (Fact & { vector: Float32Array })[] => {
      const vector = more[at]
      return vector === undefined ? [] : [{ ...fact, vector }]
    })
    void store.setVectors(embeddingModel, made).catch(() => undefined)
    const known = new Map([...facts, ...made].map((fact) => [fact.id, fact]))
    return chooseFacts([...known.values()], question, settings)
  } catch (e) {
    rt.log.warn("a request goes on without what is remembered", { request_id: call.requestId, error: String(e) })
    return []
  }
}

function wants(given: unknown): boolean {
  if (given === undefined || given === null) return false
  if (typeof given !== "boolean") throw refusal("The field `integrate_memory` must be true or false.")
  return given
}

function refusal(message: string, param = "integrate_memory"): GatewayError {
  return new GatewayError("invalid_request", message, { param })
}
