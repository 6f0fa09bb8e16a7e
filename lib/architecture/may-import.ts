/**
 * Which folder may import which: the map of the house, checked by imports.test.ts. The longest name that fits a file is the
 * one that counts. Its own folder and lib/core are open to everyone; "type x" allows types only. Arrows point down:
 * core → wire → providers → router → (identity, quota, ledger) → gateway → runtime → server → app.
 */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  "lib/core": [],
  "lib/wire": [],
  drizzle: [],
  "lib/secrets": [],
  "lib/catalog": ["lib/wire"],
  "lib/db": ["drizzle"],
  "lib/store": [],
  "lib/store/postgres": ["lib/store", "lib/db", "drizzle"],
  "lib/store/redis": ["lib/store", "lib/db"],
  "lib/config": ["lib/secrets"],
  "lib/providers": ["lib/wire", "lib/secrets"],
  "lib/guardrails": ["lib/wire", "lib/secrets"],
  "lib/callbacks": ["lib/wire", "lib/secrets"],
  "lib/cache": ["lib/wire", "lib/store"],
  "lib/router": ["lib/wire", "lib/catalog", "lib/providers", "lib/store", "type lib/config"],
  "lib/identity": ["lib/db", "drizzle", "lib/store"],
  "lib/sso": ["lib/identity"],
  "lib/quota": ["lib/catalog", "lib/store", "type lib/identity"],
  "lib/ledger": ["lib/wire", "lib/catalog", "lib/db", "drizzle", "lib/store", "lib/callbacks"],
  "lib/files": ["lib/db"],
  "lib/batches": ["lib/db", "lib/files"],
  "lib/responses": ["lib/db", "lib/files"],
  "lib/memory": ["lib/db"],
  "lib/gateway": [
    "lib/wire",
    "lib/catalog",
    "type lib/providers",
    "lib/router",
    "lib/cache",
    "lib/guardrails",
    "lib/identity",
    "lib/quota",
    "lib/ledger",
    "lib/files",
    "lib/batches",
    "lib/responses",
    "lib/memory",
  ],
  "lib/admin": [
    "lib/wire",
    "lib/catalog",
    "lib/db",
    "drizzle",
    "lib/store",
    "lib/config",
    "lib/identity",
    "lib/sso",
    "lib/memory",
    "lib/quota",
    "lib/ledger",
    "lib/router",
    "lib/providers",
  ],
  "lib/runtime": [
    "lib/wire",
    "lib/catalog",
    "lib/db",
    "drizzle",
    "lib/store",
    "lib/secrets",
    "lib/config",
    "lib/providers",
    "lib/guardrails",
    "lib/callbacks",
    "lib/cache",
    "lib/router",
    "lib/identity",
    "lib/sso",
    "lib/quota",
    "lib/ledger",
    "lib/files",
    "lib/batches",
    "lib/responses",
    "lib/memory",
    "lib/gateway",
    "lib/admin",
  ],
  "lib/server": ["lib/identity", "lib/sso", "lib/gateway", "lib/admin", "lib/runtime"],
  /** Published on its own: no database, no identities, no management. */
  "lib/sdk": [
    "lib/wire",
    "lib/catalog",
    "lib/store",
    "lib/secrets",
    "lib/config",
    "lib/providers",
    "lib/router",
    "lib/guardrails",
    "lib/callbacks",
    "lib/cache",
  ],
  "lib/cli": ["lib/runtime", "lib/server", "lib/config", "lib/db", "drizzle", "lib/sdk", "lib/testing"],
  /** Runs in the browser. */
  "lib/ui": ["type lib/admin"],
  /** What the dashboard says in English, and nothing else. */
  "lib/ui/words": [],
  components: ["lib/ui"],
  "app/v1": ["lib/server/next"],
  "app/v1beta": ["lib/server/next"],
  "app/[...path]": ["lib/server/next"],
  "app/api": ["lib/server/login", "lib/identity/session"],
  /** Pages. The session and the login are for layouts and the login page: on the server, before anything is sent. */
  app: ["components", "lib/ui", "type lib/admin", "lib/identity/session", "lib/server/login"],
  "proxy.ts": [],
  /** Runs before anything is installed or built. */
  "lib/setup": [],
  "lib/architecture": ["lib/gateway", "lib/providers"],
  /** Test tools and programs beside the product: they may look at everything but the command line. */
  "lib/testing": ["drizzle", "lib"],
  "lib/bench": ["drizzle", "lib"],
}

/** The folder of the table a file (or an import's target) belongs to; null when the table does not know it. */
export function layerOf(path: string): string | null {
  const fits = Object.keys(MAY_IMPORT).filter((name) => isIn(path, name))
  return fits.sort((a, b) => b.length - a.length)[0] ?? null
}

/** True when the table lets a file of this layer import the target. */
export function mayImport(layer: string, target: string, typeOnly: boolean): boolean {
  const open = [layer, "lib/core", ...(MAY_IMPORT[layer] ?? [])]
  return open.some((rule) =>
    rule.startsWith("type ") ? typeOnly && isIn(target, rule.slice("type ".length)) : isIn(target, rule),
  )
}

const isIn = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`)
