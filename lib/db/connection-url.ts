import { readFileSync } from "node:fs"
import type postgres from "postgres"
import { registerSecret } from "#lib/core/log"

/** What a database URL asks for, in the driver's words. */
export interface UrlSettings {
  /** The URL with only those query parameters left that are Postgres settings. */
  readonly url: string
  readonly options: postgres.Options<Record<string, never>>
  /** Most connections the URL allows altogether (`connection_limit`). */
  readonly maxConnections: number | undefined
  /** The URL leads to a pooler in transaction mode: no prepared statements, no settings at connect. */
  readonly pooled: boolean
}

/** Parameters of libpq and of Prisma (which LiteLLM's URLs are written for) that no Postgres server knows as a setting. */
const NOT_FOR_THE_SERVER = [
  "connection_limit",
  "pool_timeout",
  "socket_timeout",
  "statement_cache_size",
  "pgbouncer",
  "schema",
  "connect_timeout",
  "sslmode",
  "sslrootcert",
  "sslaccept",
  "sslcert",
  "sslkey",
  "sslidentity",
  "sslpassword",
  "channel_binding",
  "gssencmode",
  "keepalives",
  "keepalives_idle",
]

/**
 * Reads `postgres://user:password@host:port/database?…`. Parameters that other drivers understand are translated or
 * dropped, so that a URL written for LiteLLM works as it is. Throws an Error that never contains the URL.
 */
export function readConnectionUrl(text: string): UrlSettings {
  const [address = "", query = ""] = splitOnce(text.trim(), "?")
  if (!/^postgres(ql)?:\/\//.test(address))
    throw new Error('The database URL must begin with "postgres://" or "postgresql://".')
  checkAddress(address)
  const params = new URLSearchParams(query)
  const pooled = params.get("pgbouncer") === "true"
  const options: postgres.Options<Record<string, never>> = {
    connect_timeout: positive(params.get("connect_timeout")) ?? 5,
    ...sslOptions(params),
    ...(pooled ? { prepare: false } : {}),
  }
  const schema = params.get("schema")
  for (const name of NOT_FOR_THE_SERVER) params.delete(name)
  if (schema !== null && schema !== "public") params.set("search_path", schema)
  const rest = params.toString()
  return {
    url: rest === "" ? address : `${address}?${rest}`,
    options,
    maxConnections: positive(new URLSearchParams(query).get("connection_limit")),
    pooled,
  }
}

function splitOnce(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark)
  return at === -1 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)]
}

/** The part before "?" must parse; several hosts with commas are the driver's to read. */
function checkAddress(address: string): void {
  try {
    const url = new URL(address.replace(/,[^/@]*(?=\/|$)/, ""))
    registerSecret(decodeURIComponent(url.password))
    registerSecret(url.password)
  } catch {
    throw new Error(
      "The database URL cannot be read. It looks like postgres://user:password@host:5432/database; characters such as @ : / # ? % in the password must be percent-encoded.",
    )
  }
}

function positive(text: string | null): number | undefined {
  const value = Number(text)
  return text !== null && Number.isInteger(value) && value > 0 ? value : undefined
}

/** libpq's sslmode; a root certificate is a file's path, read here. */
function sslOptions(params: URLSearchParams): {
  ssl?: "require" | "prefer" | "verify-full" | boolean | { ca: string }
} {
  const mode = params.get("sslmode")
  const file = params.get("sslrootcert") ?? params.get("sslcert")
  if (mode === "disable") return { ssl: false }
  if (file !== null && file !== "system" && mode !== "prefer") return { ssl: { ca: readFileSync(file, "utf8") } }
  if (mode === "prefer" || mode === "require") return { ssl: mode }
  if (mode === "verify-ca" || mode === "verify-full" || file === "system") return { ssl: "verify-full" }
  return {}
}
