import type { Database } from "#lib/db/open"

/** The hash under which a key (by its stable hash, or "master") lets requests in now; null = it is gone. A regenerated key has another one. */
export async function keyHashOf(db: Database, apiKey: string): Promise<string | null> {
  if (apiKey === "master") return apiKey
  const [row] = await db.sql<{ hash: string }[]>`
    select coalesce(secret, token) as hash from keys where token = ${apiKey}`
  return row?.hash ?? null
}
