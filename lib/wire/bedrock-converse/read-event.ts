import type { SseEvent } from "#lib/core/sse"
import { asObject, type Json, parseJson } from "../read-json"

/** Events of ConverseStream (API_runtime_ConverseStreamOutput). */
const NAMES = [
  "messageStart",
  "contentBlockStart",
  "contentBlockDelta",
  "contentBlockStop",
  "messageStop",
  "metadata",
] as const

/**
 * An event's name and body. The name is the frame's `:event-type`; where it is missing (a proxy that sends SSE, Nova's own stream)
 * the body stands below its name. Null when the data is no JSON object.
 */
export function readEvent(e: SseEvent): { name: string; body: Json } | null {
  const data = asObject(parseJson(e.data))
  if (!data) return null
  const wrapped =
    NAMES.find((name) => asObject(data[name]) !== null) ?? Object.keys(data).find((k) => k.endsWith("Exception"))
  if (wrapped !== undefined && e.event !== wrapped) return { name: wrapped, body: asObject(data[wrapped]) ?? {} }
  if (wrapped !== undefined) return { name: wrapped, body: asObject(data[wrapped]) ?? data }
  return { name: e.event, body: data }
}
