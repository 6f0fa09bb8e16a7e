import type { AdminContext } from "#lib/admin/context"
import type { SsoLogin } from "#lib/admin/sso/log-in"
import type { Database } from "#lib/db/open"
import type { Runtime } from "#lib/gateway/runtime"
import type { Caller } from "#lib/identity/caller"
import type { LoginLimiter } from "#lib/identity/login-limit"
import type { Issuers } from "#lib/sso/issuers"
import type { ReadSso } from "#lib/sso/settings"

/** The running gateway as its doors see it. */
export interface RunningGateway {
  /** The parts and rules of this moment; a request takes them once and keeps them. */
  readonly data: Runtime
  admin(caller: Caller): AdminContext
  readonly login: GatewayLogin
  /** False once the process is told to stop: no new work should be sent here. */
  readonly accepting: boolean
  databaseAnswers(): Promise<boolean>
  /** Null: no Redis coordinates the processes. */
  redisConnected(): boolean | null
  /** Readiness and liveliness say no from now on; what runs goes on. */
  drain(): void
  /** Finishes what is running, writes what is owed, closes everything. */
  stop(): Promise<void>
}

/** Single sign-on. */
interface SsoDoor {
  /** As it is configured now. */
  configured(): ReadSso
  readonly issuers: Issuers
  /** The id of the user who came back from an issuer, made or brought up to date. Throws SsoError when they may not log in. */
  logIn(login: SsoLogin): Promise<string>
}

export interface GatewayLogin {
  verifyMasterKey(candidate: string): boolean
  sessionSecret(): string
  readonly limiter: LoginLimiter
  readonly sso: SsoDoor
  /** Where users, their passwords and the sessions are. */
  readonly db: Database
  /** Reverse proxies in front whose `x-forwarded-for` entries count. */
  readonly trustedProxies: number
}

const SLOT = Symbol.for("tollgate.runtime")

interface Slot {
  [SLOT]?: RunningGateway
}

/**
 * The one place that touches globalThis: Next bundles route handlers apart from the server, and both must meet the same
 * gateway in one process (vercel/next.js #65350).
 */
export function setCurrent(gateway: RunningGateway | null): void {
  const slot = globalThis as Slot
  if (gateway === null) delete slot[SLOT]
  else slot[SLOT] = gateway
}

/** The gateway of this process, or null before it is up. */
export function currentGateway(): RunningGateway | null {
  return (globalThis as Slot)[SLOT] ?? null
}
