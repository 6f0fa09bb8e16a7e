import { resources } from "#lib/admin/index"
import { json, type Reply } from "#lib/core/http"
import { operations } from "#lib/gateway/operations/index"

interface Listed {
  readonly path: string
  readonly methods: readonly string[]
  readonly name: string
  readonly endpoint: string
}

/** GET /routes: every path of the API in LiteLLM's shape, `{name}` for what varies. Public, as what is served is no secret. */
export function listRoutes(probes: Iterable<string>): Reply {
  const found = new Map<string, { methods: Set<string>; name: string }>()
  const add = (path: string, method: string, name: string) => {
    const shown = path.replace(/(?<=\/):(\w+)/g, "{$1}")
    const known = found.get(shown) ?? { methods: new Set<string>(), name }
    known.methods.add(method)
    found.set(shown, known)
  }
  for (const op of operations) for (const path of op.paths) add(path, op.method, op.id)
  for (const { endpoints, name } of resources)
    for (const [action, { path, method }] of Object.entries(endpoints)) add(path, method, `${name}.${action}`)
  for (const path of probes) add(path, "GET", path.slice(1).replaceAll("/", "."))
  const routes: Listed[] = [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, { methods, name }]) => ({ path, methods: [...methods].sort(), name, endpoint: name }))
  return json(200, { routes })
}
