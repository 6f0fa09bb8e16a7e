import { GatewayError } from "#lib/core/errors"
import { type Incoming, json, type Reply } from "#lib/core/http"
import { choiceOf, chooseAccount } from "#lib/gateway/choose-account"
import type { ModelOperation, Operation, RawOperation } from "#lib/gateway/operation"
import { pageQuery } from "#lib/gateway/page-query"
import { parseObject } from "#lib/gateway/parse-request"
import { openaiChat } from "#lib/wire/openai-chat/dialect"
import type { Json } from "#lib/wire/read-json"
import type { KeptKind, KeptMethod } from "./kept-kind"
import { ownOne } from "./kept-objects-own"
import { forwardRead, listOwn } from "./kept-objects-read"
import { createObject, forwardPost } from "./kept-objects-write"

/** The endpoints of a kind: make, list, and whatever can be asked of one that is the caller's own. */
export function keptOperations(kind: KeptKind): Operation[] {
  const methods: KeptMethod[] = ["GET", "POST", "DELETE"]
  return [create(kind), list(kind), ...methods.map((method) => ofOne(kind, method))]
}

function pathsOf({ path }: KeptKind, rest = ""): string[] {
  return ["/v1", "", "/openai/v1", "/openai"].map((before) => `${before}${path}${rest}`)
}

const MAX_BODY_BYTES = 4 * 1024 * 1024

/** Throws 400, 413. */
export async function bodyOf(req: Incoming): Promise<Json> {
  const bytes = await req.bytes(MAX_BODY_BYTES)
  const type = req.headers.get("content-type")
  if (type !== null && !/[/+]json\b/i.test(type))
    throw new GatewayError("invalid_request", "Send the request as JSON (`content-type: application/json`).")
  return bytes.length === 0 ? {} : parseObject(bytes.toString("utf8"))
}

function create(kind: KeptKind): ModelOperation {
  const op: ModelOperation = {
    kind: "model",
    id: `${kind.kind}s.create`,
    callType: kind.callTypes.create,
    method: "POST",
    paths: pathsOf(kind),
    dialect: openaiChat,
    parse: notParsed,
    relay: async (req, rt, call) => {
      const { caller } = call
      if (caller === null) throw new GatewayError("internal", "Something was made for nobody.")
      const body = await bodyOf(req) // 400, 413
      const choice = kind.choose?.(rt, caller, body) ?? choiceOf(req, body)
      const deployment = chooseAccount(rt, caller, choice) // 400, 403, 404
      return await createObject({ op, req, rt, call, caller }, { kind, deployment, body })
    },
  }
  return op
}

function list(kind: KeptKind): RawOperation {
  return {
    kind: "raw",
    id: `${kind.kind}s.list`,
    callType: kind.callTypes.other,
    method: "GET",
    paths: pathsOf(kind),
    dialect: openaiChat,
    async reply(rt, caller, _params, req) {
      const page = pageQuery(req, { limit: 20, most: 100 })
      return json(200, await listOwn({ rt, caller, kind, signal: req.signal }, page))
    },
  }
}

function ofOne(kind: KeptKind, method: KeptMethod): Operation {
  const head = {
    id: `${kind.kind}s.${method.toLowerCase()}`,
    callType: kind.callTypes.other,
    method,
    paths: pathsOf(kind, "/:endpoint"),
    dialect: openaiChat,
  }
  if (method !== "POST")
    return {
      ...head,
      kind: "raw",
      async reply(rt, caller, params, req): Promise<Reply> {
        const asked = await ownOne({ rt, caller, kind }, method, params.endpoint)
        return await forwardRead({ rt, caller, kind, signal: req.signal }, { ...asked, method, req })
      },
    }
  const op: ModelOperation = {
    ...head,
    kind: "model",
    parse: notParsed,
    relay: async (req, rt, call, params) => {
      const { caller } = call
      if (caller === null) throw new GatewayError("internal", "Something was asked for nobody.")
      const asked = await ownOne({ rt, caller, kind }, method, params.endpoint) // 404
      return await forwardPost({ op, req, rt, call, caller }, { kind, body: await bodyOf(req), ...asked })
    },
  }
  return op
}

function notParsed(): never {
  throw new GatewayError("internal", "What is passed through is not parsed.")
}
