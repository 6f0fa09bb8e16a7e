import { json, type Reply } from "#lib/core/http"
import type { RunningGateway } from "#lib/runtime/current"
import { docsPage } from "./docs-page"
import { listRoutes } from "./list-routes"
import { ssoRoutes } from "./sso"

/** A public probe: no key, no secrets. */
export type HealthRoute = (gateway: RunningGateway) => Promise<Reply> | Reply

/** The process lives. Independent of the database; LiteLLM's body. */
const liveliness: HealthRoute = (gateway) =>
  gateway.accepting ? json(200, "I'm alive!") : json(503, "I'm draining: the gateway is shutting down.")

/** The process can serve. With the database or Redis away known keys are still served, so this stays 200 and says so. */
const readiness: HealthRoute = async (gateway) => {
  if (!gateway.accepting) return json(503, { status: "shutting_down" })
  const connected = await gateway.databaseAnswers()
  const redis = gateway.redisConnected()
  return json(200, {
    status: connected && redis !== false ? "healthy" : "degraded",
    db: word(connected),
    ...(redis === null ? {} : { redis: word(redis) }),
  })
}

const word = (connected: boolean) => (connected ? "connected" : "unreachable")

/** Path → probe. */
export const healthRoutes: ReadonlyMap<string, HealthRoute> = new Map([
  ["/health/liveliness", liveliness],
  ["/health/liveness", liveliness],
  ["/health/readiness", readiness],
  ["/docs", docsPage],
  ["/routes", () => listRoutes([...healthRoutes.keys(), ...ssoRoutes.keys()])],
])
