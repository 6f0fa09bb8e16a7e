import { GatewayError } from "#lib/core/errors"
import { clientIp } from "#lib/identity/client-ip"
import type { LoginDeps } from "#lib/identity/session"
import { currentGateway } from "#lib/runtime/current"
import { PEER_HEADER } from "./next"

/** What the login route and the dashboard's session check need of the running gateway. Throws 503 before it is up. */
export function loginDeps(): LoginDeps {
  const gateway = currentGateway()
  if (gateway === null) throw new GatewayError("shutting_down", "The gateway is starting. Try again in a moment.")
  const { login } = gateway
  return {
    verifyMasterKey: (candidate) => login.verifyMasterKey(candidate),
    sessionSecret: () => login.sessionSecret(),
    limiter: login.limiter,
    clientIp: (req) =>
      clientIp({
        peer: req.headers.get(PEER_HEADER),
        forwardedFor: req.headers.get("x-forwarded-for"),
        trustedProxies: login.trustedProxies,
      }),
  }
}
