import { GatewayError } from "#lib/core/errors"

/** What is known of the server, without credentials. */
export interface Place {
  readonly host: string
  readonly database: string
  readonly user: string
}

const HINTS: Record<string, (place: Place) => string> = {
  ECONNREFUSED: ({ host }) => `nothing listens on ${host}. Is the server running, and is the port right?`,
  ENOTFOUND: ({ host }) => `the host of ${host} is not known. Is its name right?`,
  EAI_AGAIN: ({ host }) => `the name of ${host} could not be looked up.`,
  ENOENT: ({ host }) => `there is no socket at ${host}.`,
  CONNECT_TIMEOUT: ({ host }) => `${host} did not answer in time. Is it reachable from here (firewall, network)?`,
  CONNECTION_CLOSED: ({ host }) => `${host} closed the connection. Does it need TLS (sslmode=require)?`,
  "28P01": ({ user }) => `the password of user "${user}" was refused.`,
  "28000": ({ user }) => `user "${user}" may not log in.`,
  "3D000": ({ database }) => `there is no database "${database}". Create it first.`,
  "42501": ({ user, database }) =>
    `user "${user}" may not create tables in database "${database}". Grant CREATE on its schema.`,
  "53300": () => "the server has no connection left.",
  "57P03": () => "the server is still starting up or recovering.",
}

/** What the driver threw, in words for the person who starts the gateway: server, database, what to do; never a password. */
export function connectionError(cause: unknown, place: Place): GatewayError {
  const code = codeOf(cause)
  const why = HINTS[code]?.(place) ?? (cause instanceof Error ? cause.message : String(cause))
  const where = `database "${place.database}" on ${place.host}`
  return new GatewayError("database_unavailable", `Cannot use ${where}: ${why}`, { detail: code })
}

/** SQLSTATE or the system's error name; of several failed addresses the first one's. */
export function codeOf(e: unknown): string {
  if (e instanceof AggregateError && e.errors.length > 0) return codeOf(e.errors[0])
  const code = typeof e === "object" && e !== null ? (e as { code?: unknown }).code : undefined
  return typeof code === "string" ? code : ""
}
