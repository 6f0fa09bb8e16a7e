import type { Caller } from "#lib/identity/caller"
import type { Attribution } from "#lib/identity/charged-accounts"

/** A request the gateway makes itself while it works for somebody: an embedding, facts to be found in a conversation. */
export interface OwnRequest {
  readonly endpoint: "/v1/embeddings" | "/v1/chat/completions"
  readonly body: Readonly<Record<string, unknown>>
  /** Who pays. It counts against budgets, not against limits on rates, models and routes: whoever configured it chose the model. */
  readonly caller: Caller
  readonly attribution: Attribution
  /** The call it belongs to: the log has both under this id. */
  readonly callId: string
  /** What it is for; the log shows it as the client, `tollgate/<purpose>`. */
  readonly purpose: "semantic-cache" | "memory"
  readonly timeoutMs: number
}

/** The whole answer; an error's too. Never rejects. */
export interface OwnAnswer {
  readonly status: number
  readonly text: string
}
export type AskOwn = (request: OwnRequest) => Promise<OwnAnswer>
