import { GatewayError } from "#lib/core/errors"
import type { ProviderObject } from "#lib/files/provider-objects"
import { ownerOf } from "#lib/gateway/owner-of"
import { deploymentHolding } from "#lib/gateway/provider-account"
import type { Runtime } from "#lib/gateway/runtime"
import type { Caller } from "#lib/identity/caller"
import type { Deployment } from "#lib/router/deployment"
import type { KeptKind } from "./kept-kind"

export interface Asking {
  readonly rt: Runtime
  readonly caller: Caller
  readonly kind: KeptKind
}

/** What is asked of one thing of the caller's. */
export interface AskedOne {
  readonly object: ProviderObject
  readonly deployment: Deployment
  /** The segments below its id, decoded. */
  readonly below: readonly string[]
}

/**
 * Reads `<id>/files/<file>` as it stands in a path. Throws 404 for what is not there, is somebody else's (which is the same to the
 * caller) or cannot be asked.
 */
export async function ownOne(asking: Asking, method: "GET" | "POST" | "DELETE", endpoint = ""): Promise<AskedOne> {
  const { rt, caller, kind } = asking
  const [id = "", ...below] = endpoint.split("/").map(decoded)
  const wanted = below.join("/")
  if (id === "" || !kind.below[method].some((pattern) => fits(pattern, below)))
    throw new GatewayError("not_found", `Nothing is served at ${method} ${kind.path}/{id}/${wanted.slice(0, 100)}.`)
  const object = id.includes("\0") ? null : await rt.objects.find(ownerOf(caller), kind.kind, id)
  if (object === null) {
    const say = `There is no ${kind.word} ${id.slice(0, 100)}. GET /v1${kind.path} lists yours.`
    throw new GatewayError("not_found", say, { param: `${kind.kind}_id` })
  }
  const deployment = deploymentHolding(rt, object)
  if (deployment === null) {
    const say = `The ${kind.word} ${id} cannot be reached: no model of its provider is configured any more.`
    throw new GatewayError("conflict", say)
  }
  return { object, deployment, below }
}

function fits(pattern: string, below: readonly string[]): boolean {
  const wanted = pattern === "" ? [] : pattern.split("/")
  return (
    wanted.length === below.length && wanted.every((each, i) => (each === "*" ? below[i] !== "" : each === below[i]))
  )
}

/** A segment; what cannot be decoded, or would be several, is none. */
function decoded(segment: string): string {
  try {
    const text = decodeURIComponent(segment)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
    return /^\.{1,2}$|[/\\\x00-\x20\x7f]/.test(text) ? "" : text
  } catch {
    return ""
  }
}
