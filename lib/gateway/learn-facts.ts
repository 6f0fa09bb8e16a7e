import { factsIn, factsRequest } from "#lib/memory/find-facts"
import { embed } from "./embed"
import type { LearnJob } from "./memory"
import type { OwnRequest } from "./own-request"
import type { Runtime } from "./runtime"

/** Nobody waits for it; a model may think. */
const TIMEOUT_MS = 60_000

/** Has a model look for facts in what somebody said and keeps them. Both requests are billed to who asked. Rejects with what went wrong. */
export async function learnFacts(rt: Pick<Runtime, "askOwn" | "memory">, job: LearnJob): Promise<void> {
  const { memory } = rt
  if (memory === null) return
  const { model, embeddingModel, maxFacts } = memory.settings
  const { subject, said, caller, attribution, callId } = job
  const asking: Omit<OwnRequest, "endpoint" | "body"> = {
    ...{ caller, attribution, callId },
    purpose: "memory",
    timeoutMs: TIMEOUT_MS,
  }
  const { status, text } = await rt.askOwn({
    ...asking,
    endpoint: "/v1/chat/completions",
    body: factsRequest(model, said),
  })
  if (status !== 200) throw new Error(`the model ${model} answered ${status}: ${text.slice(0, 300)}`)
  const found = factsIn(text)
  if (found === null) throw new Error(`the model ${model} did not answer with a list of facts`)
  if (found.length === 0) return
  const vectors = await embed(rt.askOwn, { ...asking, model: embeddingModel, texts: found })
  if (typeof vectors === "string") throw new Error(vectors)
  const facts = found.flatMap((fact, at) => {
    const vector = vectors[at]
    return vector === undefined ? [] : [{ text: fact, vector }]
  })
  await memory.facts.learn({ subject, keyId: caller.keyId, facts, embeddingModel, maxFacts })
}
