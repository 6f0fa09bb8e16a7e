import type { MockAccount } from "./account"

type Json = Record<string, unknown>

/** A batch as the account has it: its object, and its input. */
export interface AccountBatch {
  readonly object: Json
  readonly input: string
}

interface Line {
  readonly custom_id: string
  readonly body: { readonly model: string; readonly messages?: readonly { readonly content: string }[] }
}

/** Tokens of every answered row. */
export const BATCH_USAGE = { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 }

/**
 * Goes one step on, as each look at a batch does here: validating, in progress, done. By the model of its rows: `stuck-batch` stays in
 * progress until it is cancelled, `failed-batch` fails its validation, `expired-batch` answers one row and expires. A row whose
 * message is `fail` is refused.
 */
export function runBatch(account: MockAccount, batch: AccountBatch): void {
  const { object, input } = batch
  const lines = input
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line)
  const model = lines[0]?.body.model
  if (object.status === "validating") {
    object.status = model === "failed-batch" ? "failed" : "in_progress"
    object.request_counts = { total: lines.length, completed: 0, failed: 0 }
    if (object.status === "failed")
      object.errors = {
        object: "list",
        data: [{ code: "token_limit_exceeded", message: "Enqueued token limit reached." }],
      }
    return
  }
  if (object.status === "in_progress" && model === "stuck-batch") return
  if (object.status === "in_progress")
    finish(account, object, lines, model === "expired-batch" ? "expired" : "completed")
  else if (object.status === "cancelling") finish(account, object, lines.slice(0, 1), "cancelled")
}

function finish(account: MockAccount, object: Json, lines: readonly Line[], status: string): void {
  const answered = status === "expired" ? lines.slice(0, 1) : lines
  const done = answered.filter(({ body }) => body.messages?.at(-1)?.content !== "fail")
  const failed = answered.filter((line) => !done.includes(line))
  const write = (name: string, texts: readonly string[]) =>
    texts.length === 0 ? null : account.keep(name, "batch_output", Buffer.from(`${texts.join("\n")}\n`)).id
  object.output_file_id = write("output.jsonl", done.map(answerLine))
  object.error_file_id = write("error.jsonl", [
    ...failed.map(errorLine),
    ...lines.slice(answered.length).map(expiredLine),
  ])
  object.request_counts = { total: lines.length, completed: done.length, failed: lines.length - done.length }
  object.status = status
}

function answerLine({ custom_id, body }: Line): string {
  const message = { role: "assistant", content: `Answer to ${body.messages?.at(-1)?.content ?? ""}`, refusal: null }
  const choices = [{ index: 0, message, finish_reason: "stop", logprobs: null }]
  const answer = {
    id: `chatcmpl-${custom_id}`,
    object: "chat.completion",
    created: 1,
    model: body.model,
    choices,
    usage: BATCH_USAGE,
  }
  return JSON.stringify({
    id: `batch_req_${custom_id}`,
    custom_id,
    response: { status_code: 200, request_id: `req_${custom_id}`, body: answer },
    error: null,
  })
}

function errorLine({ custom_id }: Line): string {
  const body = { error: { message: "This row is refused.", type: "invalid_request_error", param: null, code: null } }
  const response = { status_code: 400, request_id: `req_${custom_id}`, body }
  return JSON.stringify({ id: `batch_req_${custom_id}`, custom_id, response, error: null })
}

function expiredLine({ custom_id }: Line): string {
  const error = {
    code: "batch_expired",
    message: "This request could not be executed before the completion window expired.",
  }
  return JSON.stringify({ id: `batch_req_${custom_id}`, custom_id, response: null, error })
}
