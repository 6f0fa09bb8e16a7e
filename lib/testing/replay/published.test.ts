import { expect, it } from "vitest"
import { SseDecoder } from "#lib/core/sse"
import type { Dialect } from "#lib/wire/dialect"
import { openaiChat } from "#lib/wire/openai-chat/dialect"
import { openaiResponses } from "#lib/wire/openai-responses/dialect"
import { answerViolations } from "../openai-document"
import { KNOWN } from "./known"
import { type Recording, recordings } from "./recordings"
import type { Wire } from "./replay"
import { wireOf } from "./wires"

/** Of the recorded streams, which are long and alike, each nth. */
const EACH_NTH_STREAM = 3

/**
 * Not as the document has it, and kept so: a parsed file that OpenRouter wants back with the next request, and items of OpenAI's own
 * answers that its document has another shape for.
 */
const AS_GIVEN = new Set(["openrouter/chat/a862ae2553", "openai/responses/e2fec1fa24"])

const wrong = new Map<string, string[]>([
  ["/chat/completions", []],
  ["/responses", []],
])
const seen = { whole: 0, streamed: 0 }
let streams = 0
for (const recording of recordings()) {
  const wire = wireOf(recording)
  if (wire === null || recording.status >= 300 || KNOWN.has(recording.id) || AS_GIVEN.has(recording.id)) continue
  if (recording.answer instanceof Buffer && streams++ % EACH_NTH_STREAM !== 0) continue
  for (const [path, dialect] of [
    ["/chat/completions", openaiChat],
    ["/responses", openaiResponses],
  ] as const)
    for (const violation of violations(recording, wire, { endpoint: `POST ${path}`, dialect }))
      wrong.get(path)?.push(`${recording.id} ${violation}`)
}

interface Said {
  readonly endpoint: string
  readonly dialect: Dialect
}

function violations({ answer }: Recording, wire: Wire, { endpoint, dialect }: Said): string[] {
  const asked = { model: "m", input: "x" }
  if (!(answer instanceof Buffer)) {
    const hub = refusedIsNone(() => wire.dialect.toHub.response(structuredClone(answer)))
    // Made in the background: what is here is its receipt.
    if (hub === null || hub.choices.some((choice) => choice.finish_reason === null)) return []
    seen.whole++
    return answerViolations(JSON.parse(JSON.stringify(dialect.fromHub.response(hub, asked))), endpoint)
  }
  const toHub = wire.dialect.toHub.stream()
  const events = (wire.decoder?.() ?? new SseDecoder()).push(answer)
  const chunks = refusedIsNone(() => [...events.flatMap((event) => toHub.push(event)), ...toHub.end()])
  if (chunks === null) return []
  seen.streamed++
  const fromHub = dialect.fromHub.stream(asked)
  const told = [...chunks.flatMap((chunk) => fromHub.push(chunk)), ...fromHub.end()]
  return told
    .filter(({ data }) => data !== "[DONE]")
    .flatMap(({ data }) => answerViolations(JSON.parse(data), endpoint, "text/event-stream"))
}

/** A recorded failure is no answer. */
function refusedIsNone<T>(read: () => T): T | null {
  try {
    return read()
  } catch {
    return null
  }
}

it.each([...wrong])("what providers answered validates against OpenAI's document at %s", (_path, violated) => {
  if (process.env.REPLAY_REPORT) process.stdout.write(`${violated.join("\n")}\n`)
  expect(violated.slice(0, 20)).toEqual([])
  expect(seen.whole).toBeGreaterThan(6_000)
  expect(seen.streamed).toBeGreaterThan(400)
})
