import { expect } from "vitest"
import { type CatalogTable, openCatalog } from "#lib/catalog/catalog"
import { parseConfig } from "#lib/config/load"
import { UTC_CALENDAR } from "#lib/core/budget-calendar"
import type { Reply } from "#lib/core/http"
import { sha256Hex } from "#lib/core/ids"
import { makeLog } from "#lib/core/log"
import { scratchDatabase } from "#lib/db/scratch"
import type { Caller, KeyRecord } from "#lib/identity/caller"
import { rowLine, type SpendRow } from "#lib/ledger/spend-row"
import { writeRowsOnce } from "#lib/ledger/write-rows"
import { spendRow } from "#lib/testing/spend-row"
import type { AdminContext, DeploymentView } from "./context"
import { NO_DEFAULTS } from "./defaults"
import { matchAdmin, runAdmin } from "./dispatch"

let opened: CatalogTable | undefined
function catalog(): CatalogTable {
  opened ??= openCatalog(new URL("../catalog/models.json", import.meta.url).pathname)
  return opened
}

const NO_MODELS: AdminContext["models"] = {
  check: () => undefined,
  checkReferences: () => undefined,
  seal: () => "sealed",
  open: () => ({}),
  changed: async () => undefined,
}

const file = parseConfig("")

const NO_SETTINGS: AdminContext["settings"] = {
  inForce: () => ({ loaded: file, isSet: () => false }),
  draft: async (settings) => ({ loaded: file.over(settings), findings: file.over(settings).findings }),
  closed: () => null,
  changed: async () => undefined,
}

export const MASTER: Caller = { kind: "master", role: "proxy_admin", keyId: "master", key: null }

/** A caller with a plain virtual key of this hash. */
export function plainKey(token: string, fields: Partial<KeyRecord> = {}): Caller {
  const key: KeyRecord = {
    token,
    keyName: "sk-...test",
    keyAlias: null,
    userId: null,
    teamId: null,
    organizationId: null,
    models: [],
    aliases: {},
    allowedRoutes: [],
    metadata: {},
    maxBudgetNano: null,
    budgetDuration: null,
    windowStartedAt: 0,
    budgetResetAt: null,
    spendNano: 0,
    tpmLimit: null,
    rpmLimit: null,
    maxParallelRequests: null,
    tags: [],
    accounts: [],
    blocked: false,
    expires: null,
    ...fields,
  }
  return { kind: "key", role: "internal_user", keyId: token, key }
}

interface Call {
  readonly query?: Readonly<Record<string, string>> | string
  readonly body?: unknown
  readonly caller?: Caller
}

export interface Answered {
  readonly status: number
  readonly headers: Record<string, string>
  // biome-ignore lint/suspicious/noExplicitAny: a test reads into the JSON it got
  readonly body: any
}

/** What stands behind the management API and does nothing unless a test says otherwise. */
const QUIET: Omit<AdminContext, "db" | "caller" | "clock" | "log" | "flush" | "accountChanged" | "keyChanged"> = {
  liveBudget: () => null,
  liveSpend: () => null,
  deployments: () => [],
  calendar: () => UTC_CALENDAR,
  defaults: () => NO_DEFAULTS,
  serves: () => true,
  priceOf: () => null,
  providerBudgets: () => [],
  priceOfRow: () => null,
  testModel: () => Promise.reject(new Error("no test was expected")),
  testDraft: () => Promise.reject(new Error("no test was expected")),
  ask: () => Promise.reject(new Error("no question was expected")),
  catalog,
  cache: () => "There is no response cache.",
  models: NO_MODELS,
  settings: NO_SETTINGS,
  rowNews: { watch: () => () => undefined, full: false, ended: AbortSignal.abort() },
  findings: () => [],
  routing: () => ({
    strategy: "simple-shuffle",
    compares: "weight",
    retries: 0,
    cooldownSeconds: null,
    allowedFails: null,
    groups: [],
  }),
  reloadConfig: () => Promise.reject(new Error("no reload was expected")),
}

/** The management API over a database of its own: the real dispatcher, a clock that stands still, everything else recorded. */
export async function adminHarness(overrides: Partial<AdminContext> = {}) {
  const { db, drop } = await scratchDatabase()
  const state = {
    nowMs: Date.parse("2026-03-10T15:20:00Z"),
    changed: [] as string[],
    flushes: 0,
    logged: [] as string[],
  }
  const base: AdminContext = {
    db,
    caller: MASTER,
    clock: { now: () => state.nowMs },
    log: makeLog("debug", (line) => state.logged.push(line)),
    flush: async () => {
      state.flushes++
    },
    accountChanged: async () => undefined,
    keyChanged: async (token) => {
      state.changed.push(token)
    },
    ...QUIET,
    ...overrides,
  }
  async function call(route: string, { query = {}, body, caller = MASTER }: Call = {}): Promise<Answered> {
    const [method = "", path = ""] = route.split(" ")
    const match = matchAdmin(method, path)
    if (match === null) throw new Error(`no endpoint for ${route}`)
    const bodyText = typeof body === "string" ? body : body === undefined ? "" : JSON.stringify(body)
    const reply = await runAdmin(match, { query: new URLSearchParams(query), bodyText }, { ...base, caller })
    const answer = answered(reply)
    if (typeof answer.body === "string") return answer
    if (answer.status === 500 && Object.keys(overrides).length === 0) throw new Error(state.logged.join(""))
    if (answer.status === 200) expect(match.endpoint.output.safeParse(answer.body).error).toBeUndefined()
    else
      expect(answer.body.error).toMatchObject({
        message: expect.any(String),
        type: expect.any(String),
        code: expect.any(String),
      })
    return answer
  }
  /** Makes a key over the API and gives the answer's body. */
  async function newKey(fields: Record<string, unknown> = {}) {
    const made = await call("POST /key/generate", { body: fields })
    expect(made.status, JSON.stringify(made.body)).toBe(200)
    return made.body as { key: string; token: string; [field: string]: unknown }
  }
  return {
    db,
    drop,
    state,
    call,
    newKey,
    logs: (rows: readonly Partial<SpendRow>[]) =>
      writeRowsOnce(
        { db },
        rows.map((row, i) => rowLine(logRow(row, i))),
      ),
  }
}

/** JSON is read; a table stays the text it is. */
function answered({ status, headers, body }: Reply): Answered {
  const text = String(body)
  return { status, headers, body: headers["content-type"] === "application/json" ? JSON.parse(text) : text }
}

export type Harness = Awaited<ReturnType<typeof adminHarness>>

/** A row of the log as these tests expect it: one of a few requests, a millisecond apart. */
function logRow(fields: Partial<SpendRow>, i: number): SpendRow {
  const startedAt = fields.started_at ?? Date.parse("2026-03-10T12:00:00Z") + i
  return spendRow({
    request_id: `request-${i}`,
    api_key: sha256Hex("sk-some-key-of-the-tests"),
    model_group: "gpt",
    model: "gpt-5-mini",
    model_id: "deployment-1",
    provider: "openai",
    api_base: "https://api.openai.com/v1",
    spend_nano: 1000,
    started_at: startedAt,
    ended_at: startedAt + 250,
    ip: "192.0.2.1",
    user_agent: "test",
    ...fields,
  })
}

/** A deployment as the runtime shows it. */
export function deployment(fields: Partial<DeploymentView>): DeploymentView {
  return {
    id: "d1",
    modelName: "gpt",
    provider: "openai",
    model: "gpt-5-mini",
    apiBase: "https://api.openai.com/v1",
    priced: true,
    inputPerMillionNano: 250_000_000,
    outputPerMillionNano: 2_000_000_000,
    maxInputTokens: 272_000,
    maxOutputTokens: 128_000,
    mode: "chat",
    params: { model: "openai/gpt-5-mini", api_base: "https://api.openai.com/v1", api_key: "[redacted]" },
    info: {},
    ...fields,
  }
}
