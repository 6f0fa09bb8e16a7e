import { systemClock } from "#lib/core/clock"
import { sameSecret } from "#lib/core/ids"
import { LoginLimiter } from "#lib/identity/login-limit"
import { type LoginDeps, sessionSecretOf } from "#lib/identity/session"

// TODO(lead): take all four from the runtime; this stand-in serves `next dev` alone.
const limiter = new LoginLimiter(systemClock)

/** What the login route and the dashboard's session check need of the running gateway. */
export function loginDeps(): LoginDeps {
  const masterKey = process.env.LITELLM_MASTER_KEY ?? ""
  return {
    verifyMasterKey: (candidate) => masterKey !== "" && sameSecret(candidate, masterKey),
    sessionSecret: () => sessionSecretOf(masterKey),
    limiter,
    clientIp: () => "local",
  }
}
