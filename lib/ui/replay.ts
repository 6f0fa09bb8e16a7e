import type { LogDetail } from "./log-row"
import { makesKeys, type Visitor } from "./visitor"
import { logReplayWords } from "./words/log-replay"

/** A key that can pay. */
interface Payer {
  readonly token: string
  readonly key_name: string | null
  readonly key_alias: string | null
  readonly user_id?: string | null
}

const KINDS = ["acompletion", "anthropic_messages", "aresponses", "atext_completion", "aembedding"]
const MASTER: Payer = { token: "master", key_name: null, key_alias: null }

/** Null when the visitor may ask this again; else why not, in words. */
export function canReplay(visitor: Visitor, log: Pick<LogDetail, "request" | "call_type">): string | null {
  if (!makesKeys(visitor)) return logReplayWords.roleAsksNone
  if (!KINDS.includes(log.call_type)) return logReplayWords.kindNotAsked(log.call_type)
  const { request } = log
  if (typeof request !== "object" || request === null) return logReplayWords.questionNotKept
  if (!("model" in request)) return logReplayWords.questionCut
  return null
}

/** Who can pay for it: the admin's master key, or keys of one's own. */
export function paysWith(visitor: Visitor, keys: readonly Payer[]): readonly Payer[] {
  if (visitor.role === "proxy_admin") return [MASTER, ...keys]
  return keys.filter((key) => key.user_id != null && key.user_id === visitor.userId)
}
