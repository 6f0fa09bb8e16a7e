import { createHash } from "node:crypto"
import type { Caller } from "#lib/identity/caller"
import type { Estimate } from "#lib/quota/estimate"
import type { AffinityRules } from "#lib/router/router-settings"
import type { RoutingAsk } from "#lib/router/routing-ask"
import type { Call } from "./call"
import type { Runtime } from "./runtime"

const MAX_SESSION_CHARS = 300

/** What of a call its routing looks at; only what the configuration makes use of is read. */
export function routingAsk(rt: Runtime, call: Call, estimate: Estimate): RoutingAsk {
  const { parsed, caller } = call
  const settings = rt.routing.router?.settings
  return {
    stream: parsed?.body.stream ?? false,
    expected: estimate,
    tags: settings?.tagFiltering === true ? call.tags() : [],
    affinityKey: settings === undefined ? null : affinityKey(settings.affinity, call, caller),
  }
}

/** The session where there is one, else the conversation, else the key: whatever is switched on. */
function affinityKey(rules: AffinityRules, call: Call, caller: Caller | null): string | null {
  if (!rules.session && !rules.promptCaching && !rules.caller) return null
  const json = call.parsed?.body.json ?? {}
  const session = rules.session ? (call.header("x-litellm-session-id") ?? sessionIn(json)) : null
  if (session !== null) return `session ${caller?.keyId ?? ""} ${session}`
  if (rules.promptCaching) {
    const beginning = conversationStart(json)
    if (beginning !== null) return `prompt ${beginning}`
  }
  return rules.caller && caller !== null ? `key ${caller.keyId}` : null
}

function sessionIn(json: Readonly<Record<string, unknown>>): string | null {
  const metadata = json.metadata as { session_id?: unknown } | null | undefined
  for (const id of [json.litellm_session_id, metadata?.session_id])
    if (typeof id === "string" && id !== "") return id.slice(0, MAX_SESSION_CHARS)
  return null
}

/** A digest of what every later turn of a conversation begins with, up to its first user message: what a provider's prompt cache holds. */
function conversationStart(json: Readonly<Record<string, unknown>>): string | null {
  const { messages, system, tools } = json
  if (!Array.isArray(messages)) return null
  const user = messages.findIndex((message) => (message as { role?: unknown } | null)?.role === "user")
  if (user === -1) return null
  const text = JSON.stringify([system ?? null, tools ?? null, messages.slice(0, user + 1)])
  return createHash("sha256").update(text).digest("base64url")
}
