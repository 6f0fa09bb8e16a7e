import { randomBytes } from "node:crypto"
import { GatewayError } from "#lib/core/errors"
import { sha256Hex } from "#lib/core/ids"
import type { Database } from "#lib/db/open"
import { within } from "#lib/db/within"
import type { Caller } from "./caller"
import { verifyPassword } from "./password"
import { readPerson } from "./person"

/** However often it is used, a login ends then. */
export const SESSION_MS = 12 * 60 * 60 * 1000
const TIMEOUT_MS = 3_000

export interface NewSession {
  /** Null: with the master key. */
  readonly userId: string | null
  readonly ip: string | null
  readonly userAgent: string | null
  readonly nowMs: number
}

/** Begins a session and gives its id, for the cookie; the database has its hash. Sessions that ended are swept out meanwhile. */
export async function openSession(db: Database, { userId, ip, userAgent, nowMs }: NewSession): Promise<string> {
  const id = randomBytes(32).toString("base64url")
  await db.sql`delete from sessions where expires_at <= ${new Date(nowMs)}`
  await db.sql`
    insert into sessions (id, user_id, created_at, expires_at, ip, user_agent)
    values (${sha256Hex(id)}, ${userId}, ${new Date(nowMs)}, ${new Date(nowMs + SESSION_MS)}, ${ip}, ${userAgent?.slice(0, 255) ?? null})`
  return id
}

/**
 * Who is logged in with the session of this id, as the database has it now: a session that was ended, anywhere, is none with the
 * next request, and a role that was taken away is gone. Null for none, an old one, one of a user who is blocked or deleted. Throws
 * 503 when the database does not answer.
 */
export async function sessionCaller(db: Database, id: string, nowMs: number): Promise<Caller | null> {
  try {
    return await within(read(db, sha256Hex(id), nowMs), TIMEOUT_MS, "the session")
  } catch (cause) {
    if (GatewayError.is(cause) && cause.kind === "blocked_key") return null
    const say = "The session could not be checked because the database is not available. Try again in a moment."
    throw new GatewayError("database_unavailable", say, { cause, retryAfterSeconds: 5 })
  }
}

async function read(db: Database, hash: string, nowMs: number): Promise<Caller | null> {
  const [row] = await db.sql<{ user_id: string | null }[]>`
    select user_id from sessions where id = ${hash} and expires_at > ${new Date(nowMs)}`
  if (row === undefined) return null
  const session = { kind: "session", key: null, sessionId: hash } as const
  if (row.user_id === null) return { ...session, role: "proxy_admin", keyId: "master" }
  const person = await readPerson(db, row.user_id)
  return person === null ? null : { ...session, role: person.role, keyId: person.userId, person }
}

/** Ends the session of this id, at its log-out. */
export async function closeSession(db: Database, id: string): Promise<void> {
  await db.sql`delete from sessions where id = ${sha256Hex(id)}`
}

/** The user with this email and password, null when there is none; a wrong email takes as long as a wrong password. */
export async function userOfPassword(db: Database, email: string, password: string): Promise<string | null> {
  const [row] = await db.sql<{ user_id: string; password: string; blocked: boolean }[]>`
    select l.user_id, l.password, u.blocked from accounts u join logins l on l.user_id = u.id
    where u.kind = 'user' and lower(u.profile ->> 'user_email') = ${email.trim().toLowerCase()} limit 1`
  const right = await verifyPassword(row?.password ?? null, password)
  return right && row !== undefined && !row.blocked ? row.user_id : null
}
