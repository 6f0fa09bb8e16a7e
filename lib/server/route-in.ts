import { customEndpoint } from "#lib/gateway/custom-endpoint"
import type { RunningGateway } from "#lib/runtime/current"
import { type Route, routeOf } from "./table"

/** What a path means in this gateway: what is served everywhere, else a path of its configuration's own; null = not ours. */
export function routeIn(gateway: RunningGateway, method: string, path: string): Route | null {
  const route = routeOf(method, path)
  const { endpoints = [] } = gateway.data.routing
  if (route !== null || endpoints.length === 0) return route
  for (const endpoint of endpoints) {
    const below = endpoint.subpaths && path.startsWith(`${endpoint.path}/`)
    if (!below && path !== endpoint.path) continue
    const found = endpoint.methods.find((each) => each === method)
    if (found === undefined) return { kind: "denied", allow: endpoint.methods }
    const params = below ? { endpoint: path.slice(endpoint.path.length + 1) } : {}
    return { kind: "operation", op: customEndpoint(endpoint, found, below), params }
  }
  return null
}
