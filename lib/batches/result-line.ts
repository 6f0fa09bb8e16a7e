import { sha256Hex } from "#lib/core/ids"
import type { LineError } from "./read-requests"

interface Which {
  readonly batchId: string
  readonly line: number
  readonly customId: string | null
}

/** A line of an output or error file: what a request was answered with, as JSON text. `body` is JSON text, or anything else as it came. */
export function answeredLine(which: Which, answer: { status: number; requestId: string; body: string }): string {
  const response = { status_code: answer.status, request_id: answer.requestId, body: jsonOr(answer.body) }
  return JSON.stringify({ id: lineId(which), custom_id: which.customId, response, error: null })
}

/** A line of an error file for a request that was never made. */
export function refusedLine(which: Which, { code, message, param }: LineError): string {
  const error = { code, message, ...(param === null ? {} : { param }), line: which.line }
  return JSON.stringify({ id: lineId(which), custom_id: which.customId, response: null, error })
}

function lineId({ batchId, line }: Which): string {
  return `batch_req_${sha256Hex(`${batchId} ${line}`).slice(0, 32)}`
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
