import type { CancelSignal } from "#lib/core/cancel"
import type { FrameSocket } from "#lib/core/frame-socket"
import { dial } from "#lib/providers/dial"
import { openaiChat } from "#lib/wire/openai-chat/dialect"
import { refusal } from "./ask-provider"
import type { Deployment } from "./deployment"

export interface RealtimeInput {
  /** The client's own headers that the provider is to see. */
  readonly headers: Readonly<Record<string, string>>
  /** `intent=transcription`: a session that only writes down; it names no model. */
  readonly intent: string | null
  readonly signal: CancelSignal
  readonly onSend: () => void
}

/** Headers of a deployment that belong to a body. */
const OF_BODIES = new Set(["content-type", "accept-encoding"])

/** Can this deployment hold a realtime session? */
export function servesRealtime(deployment: Deployment): boolean {
  return deployment.realtimePath !== null
}

/** Opens a session at one deployment, once. Throws GatewayError. */
export async function connectRealtime(deployment: Deployment, input: RealtimeInput): Promise<FrameSocket> {
  const { origin, timeoutMs } = deployment
  const { signal } = input
  const path = pathOf(deployment, input.intent)
  const own = Object.entries(deployment.headers).filter(([name]) => !OF_BODIES.has(name))
  const headers = { ...input.headers, ...Object.fromEntries(own) }
  const proof = await deployment.sign?.({ method: "GET", url: `${origin}${path}`, headers, body: null, signal })
  input.onSend()
  const dialled = await dial({ origin, path, headers: { ...headers, ...proof }, signal, timeoutMs })
  if (dialled.kind === "open") return dialled.socket
  throw await refusal(dialled.answer, openaiChat.toHub.error)
}

function pathOf({ realtimePath, origin }: Deployment, intent: string | null): string {
  if (intent === null) return realtimePath ?? ""
  const url = new URL(`${origin}${realtimePath ?? ""}`)
  url.searchParams.delete("model")
  url.searchParams.set("intent", intent)
  return `${url.pathname}${url.search}`
}
