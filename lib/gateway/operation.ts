import type { Incoming, Reply } from "#lib/core/http"
import type { Caller } from "#lib/identity/caller"
import type { Answer } from "#lib/router/answer"
import type { ChatBody } from "#lib/router/chat-body"
import type { Deployment } from "#lib/router/deployment"
import type { RequestRouting } from "#lib/router/plan"
import type { Dialect } from "#lib/wire/dialect"
import type { Relay } from "./relay"
import type { Runtime } from "./runtime"

/** What every endpoint of the data plane has: where it is and how it words its errors. */
interface Endpoint {
  /** e.g. `chat.completions`. */
  readonly id: string
  /** What spend rows say (LiteLLM's call types). */
  readonly callType: string
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"
  /** Exact paths, or with `:model` for one segment or more, `:endpoint` for the rest as it is written, or another `:name` for one segment. The first is the canonical one. */
  readonly paths: readonly string[]
  readonly dialect: Dialect
  /** The query parameter in which clients may send their key. Queries are never logged. */
  readonly keyParam?: string
  /** Anybody may call it: no key is asked for, and none that is sent is looked at. */
  readonly open?: boolean
}

/** A parsed request, and what it says about attribution and routing. */
export interface Parsed {
  readonly body: ChatBody
  readonly maxTokens: number | null
  readonly answers: number
  readonly endUser: string | null
  readonly tags: readonly string[]
  readonly routing: RequestRouting
  /** The earlier turn that was recalled; `own` is the input this request came with, when more was put before it. */
  readonly continues?: { readonly previousId: string; readonly own?: unknown }
}

/** An answer that is about to leave, and where it came from. */
export interface Answered {
  readonly rt: Runtime
  readonly caller: Caller
  readonly parsed: Parsed
  readonly answer: Pick<Answer, "kind" | "native">
  readonly deployment: Deployment
}

/** An endpoint that calls a model. */
export interface ModelOperation extends Endpoint {
  readonly kind: "model"
  /** Throws 400 naming the field. `pathModel` is the model named in the path, if any. */
  parse(text: string, pathModel: string | null): Parsed
  /** For bodies that are not JSON text alone; then `parse` is not called. */
  read?(bytes: Buffer, head: { contentType: string | null; pathModel: string | null }): Promise<Parsed>
  /** Answers by itself what is not to be parsed, routed or translated. */
  readonly relay?: Relay
  /** Puts what is kept here in the place of what the request refers to. Throws 404. */
  recall?(parsed: Parsed, rt: Runtime, caller: Caller): Promise<Parsed>
  /** The same answer, kept for later before its end leaves. */
  keep?(reply: Reply, answered: Answered): Promise<Reply>
  /** The same reply, an error too, in the framing that this request asks for. */
  framed?(reply: Reply, req: Incoming): Reply
}

/** An endpoint the gateway answers by itself. */
export interface LocalOperation extends Endpoint {
  readonly kind: "local"
  run(rt: Runtime, caller: Caller, params: Readonly<Record<string, string>>, req: Incoming): unknown
}

/** An endpoint the gateway answers by itself, with more than JSON to take or to give. */
export interface RawOperation extends Endpoint {
  readonly kind: "raw"
  reply(rt: Runtime, caller: Caller, params: Readonly<Record<string, string>>, req: Incoming): Promise<Reply>
}

export type Operation = ModelOperation | LocalOperation | RawOperation
