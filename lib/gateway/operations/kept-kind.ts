import type { ObjectKind } from "#lib/files/provider-objects"
import type { Choice } from "#lib/gateway/choose-account"
import type { Runtime } from "#lib/gateway/runtime"
import type { Caller } from "#lib/identity/caller"
import type { Deployment } from "#lib/router/deployment"
import type { Json } from "#lib/wire/read-json"

export type KeptMethod = "GET" | "POST" | "DELETE"

/** A kind of thing that OpenAI keeps, as its endpoints have it. */
export interface KeptKind {
  readonly kind: ObjectKind
  /** `/vector_stores`, without version. */
  readonly path: string
  /** For people. */
  readonly word: string
  /** What spend rows say of making one, and of everything else that is asked of it (LiteLLM's call types). */
  readonly callTypes: { readonly create: string; readonly other: string }
  /** What can be asked of one, below its id; a `*` stands for one segment. */
  readonly below: Readonly<Record<KeptMethod, readonly string[]>>
  /** Where a new one goes, when its body says it in a way of its own. */
  choose?(rt: Runtime, caller: Caller, body: Json): Choice | null
  /** The last word on the body of a new one. */
  made?(body: Json, deployment: Deployment): Json
}
