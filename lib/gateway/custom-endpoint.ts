import { GatewayError } from "#lib/core/errors"
import type { Incoming } from "#lib/core/http"
import type { EndpointMethod, PassedEndpoint } from "#lib/router/passed-endpoints"
import { openaiChat } from "#lib/wire/openai-chat/dialect"
import type { ModelOperation } from "./operation"
import { authorizeModelPassed } from "./pass-through"
import { type Passed, passedHeaders, readPassed } from "./passed-request"
import { relayTo } from "./relay-to"

const made = new WeakMap<PassedEndpoint, Map<string, ModelOperation>>()

/**
 * A path of the configuration's own (`general_settings.pass_through_endpoints`) as an operation: the call goes to the configured
 * target, with the configured headers. `below`: for what is below the path. Made once each.
 */
export function customEndpoint(endpoint: PassedEndpoint, method: EndpointMethod, below: boolean): ModelOperation {
  const known = made.get(endpoint) ?? new Map<string, ModelOperation>()
  made.set(endpoint, known)
  const name = `${method}${below ? " below" : ""}`
  const op = known.get(name) ?? operationOf(endpoint, method, below)
  known.set(name, op)
  return op
}

function operationOf(endpoint: PassedEndpoint, method: EndpointMethod, below: boolean): ModelOperation {
  const op: ModelOperation = {
    kind: "model",
    id: `pass_through.${endpoint.id}.${method.toLowerCase()}`,
    callType: "pass_through_endpoint",
    method,
    paths: [below ? `${endpoint.path}/:endpoint` : endpoint.path],
    dialect: openaiChat,
    open: endpoint.open,
    parse: () => {
      throw new GatewayError("internal", "What is passed through is not parsed.")
    },
    relay: async (req, rt, call, params) => {
      const { caller } = call
      if (caller === null) throw new GatewayError("internal", "A call was passed on for nobody.")
      const rest = params.endpoint === undefined ? "" : `/${params.endpoint}`
      const passed = await readPassed(req, rest, rt.rules.maxBodyBytes) // 400, 413
      const deployment = endpoint.deploymentFor(passed.model)
      authorizeModelPassed(rt, caller, { model: passed.model, deployment, nameless: true }) // 403
      const base = deployment.apiBase.slice(deployment.origin.length)
      const path = `${`${base}${rest}` || "/"}${searchOf(endpoint, passed)}`
      const headers = headersFor(endpoint, { req, keyHeader: rt.identity.keyHeader }, passed)
      const target = { passed, deployment, path, headers, name: endpoint.path, flat: endpoint.flat }
      return await relayTo({ op, req, rt, call, caller }, target)
    },
  }
  return op
}

/** The client's query over the configured defaults; what the target says itself stays. */
function searchOf({ defaultQuery, ownQuery }: PassedEndpoint, passed: Passed): string {
  const query = new URLSearchParams(passed.search)
  for (const [name, value] of Object.entries(defaultQuery)) if (!query.has(name)) query.set(name, value)
  for (const name of new Set(ownQuery.keys())) query.delete(name)
  for (const [name, value] of ownQuery) query.append(name, value)
  return query.size === 0 ? "" : `?${query.toString()}`
}

/** Of the connection, not of the request (RFC 9110, 7.6.1), or made anew here. */
const HOP =
  /^(?:host|content-length|connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|expect|accept-encoding)$/
/** Who a request comes from is said to this gateway alone: its keys, its dashboard's session, its own headers. */
const OURS = /^(?:x-litellm-.*|authorization|api-key|x-api-key|x-goog-api-key|cookie|x-tollgate-.*)$/
/** Where this gateway asks for no key, one that is sent is meant for the target. */
const OURS_ALONE = /^(?:x-litellm-.*|cookie|x-tollgate-.*)$/
const TO_TARGET = "x-pass-"

/**
 * The configured headers; of the client's those any provider may see, with `forward_headers` all but what is of the connection or
 * said to this gateway; `x-pass-<name>` is always handed on as `<name>` (LiteLLM's rule). The configured ones win.
 */
function headersFor(
  endpoint: PassedEndpoint,
  { req, keyHeader }: { req: Incoming; keyHeader: string | null | undefined },
  { body, model }: Passed,
): Record<string, string> {
  const own = endpoint.deploymentFor(model).headers
  const given: Record<string, string> = {}
  for (const name of req.headers.keys?.() ?? []) {
    const named = name.toLowerCase()
    const value = req.headers.get(named)
    if (value === null || HOP.test(named)) continue
    const toUs = endpoint.open ? OURS_ALONE : OURS
    if (endpoint.forwardHeaders && named !== keyHeader && !toUs.test(named) && !named.startsWith(TO_TARGET))
      given[named] = value
    const handedOn = named.startsWith(TO_TARGET) ? named.slice(TO_TARGET.length) : ""
    if (handedOn !== "" && !HOP.test(handedOn)) given[handedOn] = value
  }
  const seen = passedHeaders(req, given, body !== null)
  return { ...seen, ...own }
}
