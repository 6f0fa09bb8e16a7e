import type { Caller } from "#lib/identity/caller"
import { readSession } from "#lib/identity/session"
import { sessionCaller } from "#lib/identity/sessions"
import type { RunningGateway } from "#lib/runtime/current"

/** Who is logged in to the dashboard with this `cookie` header; null when nobody is. Throws 503 when the database is away. */
export async function whoIsIn({ login }: RunningGateway, cookie: string | null): Promise<Caller | null> {
  const session = await readSession(cookie, login.sessionSecret())
  return session === null ? null : sessionCaller(login.db, session.id, Date.now())
}
