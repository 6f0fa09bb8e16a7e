import type { SseEvent } from "#lib/core/sse"
import { type Asked, AskFailure } from "./ask"
import { type Call, costUsd, withHidden } from "./call"
import { countUsage } from "./count-usage"
import type { DialectAnswer, DialectStream } from "./dialect-answer"
import { EventStream } from "./event-stream"

/** Turns what a model was asked in some dialect to what the caller gets, and ends the call. */
export async function answerDialect(call: Call, ask: () => Promise<Asked>): Promise<DialectAnswer | DialectStream> {
  try {
    const { answer, served, body } = await ask()
    if (answer.kind === "stream") return new EventStream({ call, served, answer, decode: readEvent })
    const response = JSON.parse(answer.text) as Record<string, unknown>
    const usage = answer.usage ?? (await countUsage(body.chat(), answer.visibleText()))
    const cost = costUsd(served.deployment, usage)
    const given = withHidden(response, call.hidden(served, cost))
    call.succeed(served, { response: given, usage, costUsd: cost })
    return given
  } catch (e) {
    throw e instanceof AskFailure ? call.fail(e.failure, e.deployment) : call.fail(e, null)
  }
}

/** "[DONE]" ends a stream of OpenAI's dialects and says nothing. */
function readEvent({ data }: SseEvent): Record<string, unknown> | null {
  return data === "" || data === "[DONE]" ? null : (JSON.parse(data) as Record<string, unknown>)
}
