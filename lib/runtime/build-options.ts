import type { LoadedConfig } from "#lib/config/load"
import type { Clock } from "#lib/core/clock"
import type { Log } from "#lib/core/log"
import type { Database } from "#lib/db/open"

/** What a gateway is built from. */
export interface BuildOptions {
  readonly config: LoadedConfig
  /** Reads the configuration anew; its findings decide whether it replaces the running one. */
  readonly loadConfig: () => Promise<LoadedConfig>
  readonly masterKey: string
  readonly databaseUrl: string | undefined
  /** An open database to use instead of opening one; it is closed with the gateway. */
  readonly database?: Database
  readonly dataDir: string
  readonly catalogFile: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly log: Log
  readonly progress: (message: string) => void
  readonly trustedProxies: number
  readonly clock?: Clock
  readonly random?: () => number
  /** How long a request waits for a budget's rest that requests in flight hold; default 5000. */
  readonly holdWaitMs?: number | undefined
}
