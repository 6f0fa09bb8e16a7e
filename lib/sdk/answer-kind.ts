import { countTokens } from "#lib/catalog/tokens"
import type { Answer, StreamAnswer } from "#lib/router/answer"
import type { Usage } from "#lib/wire/chat"
import { type Asked, AskFailure } from "./ask"
import { type Call, costUsd, withHidden } from "./call"
import type { Hidden } from "./hidden"

/** Turns what was asked of another kind to what the caller gets, and ends the call. */
export async function answerKind<T extends object>(
  call: Call,
  ask: () => Promise<Asked>,
  read: (answer: Whole) => T = asJson,
): Promise<T & Hidden> {
  let asked: Asked | null = null
  try {
    asked = await ask()
    const { served } = asked
    const whole = await wholeOf(asked.answer)
    const usage = await wholeUsage(whole.usage, asked)
    const response = read(whole)
    const cost = costUsd(served.deployment, usage)
    const given = withHidden(response, call.hidden(served, cost))
    call.succeed(served, { response: given, usage, costUsd: cost })
    return given
  } catch (e) {
    throw e instanceof AskFailure ? call.fail(e.failure, e.deployment) : call.fail(e, null, asked?.served ?? null)
  }
}

/** An answer that is all here. */
export interface Whole {
  readonly bytes: Buffer
  readonly contentType: string
  readonly usage: Partial<Usage> | null
}

async function wholeOf(answer: Answer): Promise<Whole> {
  if (answer.kind === "stream") return read(answer)
  return {
    bytes: answer.bytes ?? Buffer.from(answer.text),
    contentType: answer.contentType ?? "application/json",
    usage: answer.usage,
  }
}

async function read({ first, pipe, body, contentType = "text/event-stream" }: StreamAnswer): Promise<Whole> {
  const parts: Buffer[] = []
  let out = first
  for (;;) {
    if (out !== null) parts.push(Buffer.from(out))
    if (pipe.failed !== null) throw pipe.failed
    const block = await body.read()
    if (block === null) break
    out = pipe.push(block)
  }
  const last = pipe.end()
  if (last !== null) parts.push(Buffer.from(last))
  return { bytes: Buffer.concat(parts), contentType, usage: pipe.usage }
}

/** Counts the prompt where nobody did. */
async function wholeUsage(usage: Partial<Usage> | null, { body }: Asked): Promise<Usage> {
  const prompt = usage?.prompt_tokens ?? (await countTokens(body.other?.text() ?? ""))
  const completion = usage?.completion_tokens ?? 0
  return { ...usage, prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion }
}

function asJson<T>({ bytes }: Whole): T {
  return JSON.parse(bytes.toString("utf8")) as T
}
