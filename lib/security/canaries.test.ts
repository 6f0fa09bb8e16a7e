import { readFileSync } from "node:fs"
import type { ServerResponse } from "node:http"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { resources } from "#lib/admin/index"
import { sourceFiles } from "#lib/architecture/source-files"
import { type Clients, connect } from "#lib/db/connect"
import { type MockProvider, startMockProvider } from "#lib/testing/mock-provider"
import { removeDataDir, type SpawnedGateway, spawnGateway } from "#lib/testing/spawn-gateway"
import { addModels } from "./test-add-models"
import { canary, formsOf, found } from "./test-canary"
import { dumpTables } from "./test-database-of"
import { type ExternalPostgres, externalPostgres } from "./test-external-postgres"
import { filesBelow } from "./test-files-below"
import { logIn } from "./test-log-in"
import { type Received, type ScriptedUpstream, scriptedUpstream } from "./test-scripted-upstream"

/** One secret in every slot that takes one. Some look like keys, some like nothing. */
const canaries: Record<string, string> = {
  master: canary("master", "sk-"),
  deployment: canary("deployment"),
  deploymentLikeKey: canary("likekey", "sk-ant-"),
  header: canary("header"),
  headerToken: canary("headertoken"),
  baseQuery: canary("query"),
  baseLogin: canary("login"),
  environment: canary("environment"),
  credential: canary("credential"),
  callback: canary("callback"),
  mcp: canary("mcp"),
  guardrail: canary("guardrail"),
  database: canary("database"),
  salt: canary("salt"),
  stored: canary("stored"),
  storedQuery: canary("storedquery"),
}

let mock: MockProvider
let echo: ScriptedUpstream
let postgres: ExternalPostgres
let gateway: SpawnedGateway
let db: Clients
/** Everything any answer said, headers included. */
const answers: string[] = []

const config = () => `
model_list:
  - {model_name: good, litellm_params: {model: openai/ok, api_base: "${mock.url}/v1", api_key: ${canaries.deployment}, extra_headers: {x-own: ${canaries.header}, authorization-extra: Bearer ${canaries.headerToken}}}}
  - {model_name: claude, litellm_params: {model: anthropic/ok, api_base: "${mock.url}", api_key: ${canaries.deploymentLikeKey}}}
  - {model_name: "echo/*", litellm_params: {model: "openai/*", api_base: "${echo.url}/v1", api_key: ${canaries.deployment}, num_retries: 0, extra_headers: {x-own: ${canaries.header}, authorization-extra: Bearer ${canaries.headerToken}}}}
  - {model_name: "echo-claude/*", litellm_params: {model: "anthropic/*", api_base: "${echo.url}", api_key: ${canaries.deploymentLikeKey}, num_retries: 0}}
  - {model_name: "echo-base/*", litellm_params: {model: "openai/*", api_base: "${echo.url.replace("//", `//user:${canaries.baseLogin}@`)}/v1?sig=${canaries.baseQuery}", api_key: none, num_retries: 0}}
  - {model_name: nowhere, litellm_params: {model: openai/x, api_base: "http://user:${canaries.baseLogin}@127.0.0.1:9/v1?sig=${canaries.baseQuery}", api_key: ${canaries.deployment}, num_retries: 0}}
  - {model_name: credentialed, litellm_params: {model: openai/ok, api_base: "${mock.url}/v1", litellm_credential_name: mine}}
general_settings: {database_url: "${postgres.url}", master_key: ${canaries.master}, store_prompts_in_spend_logs: true}
environment_variables: {LANGFUSE_SECRET_KEY: ${canaries.callback}, MY_TOKEN: ${canaries.environment}, TOLLGATE_SALT_KEY: ${canaries.salt}}
credential_list: [{credential_name: mine, credential_values: {api_key: ${canaries.credential}}}]
mcp_servers: {github: {url: "https://mcp.example/x", transport: http, auth_type: bearer_token, authentication_token: ${canaries.mcp}}}
guardrails: [{guardrail_name: g, litellm_params: {guardrail: presidio, mode: pre_call, api_key: ${canaries.guardrail}}}]
`

/** A provider that repeats all it was sent, in the shape its model's name asks for. */
function repeat(request: Received, response: ServerResponse): void {
  const all = `You sent ${JSON.stringify(request.headers)} to ${request.path}`
  const [, shape = "400"] = /(?:^|\/)([\w-]+)$/.exec(request.model) ?? []
  const error = { message: all, type: all, code: all, param: all }
  if (/^\d+$/.test(shape))
    return void response.writeHead(Number(shape), { "content-type": "application/json" }).end(JSON.stringify({ error }))
  if (shape === "text") return void response.writeHead(400, { "content-type": "text/plain" }).end(all)
  if (shape === "page")
    return void response.writeHead(500, { "content-type": "text/html" }).end(`<html><title>${all}</title></html>`)
  if (shape === "headers")
    return void response
      .writeHead(200, {
        "content-type": "application/json",
        "x-echo": request.headers.authorization ?? "",
        "set-cookie": `a=${request.headers.authorization}`,
      })
      .end("{}")
  if (shape === "garbage") return void response.writeHead(200, { "content-type": "application/json" }).end(`{"${all}`)
  if (shape === "detail")
    return void response
      .writeHead(422, { "content-type": "application/json" })
      .end(JSON.stringify({ detail: [{ loc: [all], msg: all }] }))
  response.writeHead(200, { "content-type": "text/event-stream" })
  const first = {
    id: "1",
    object: "chat.completion.chunk",
    choices: [{ index: 0, delta: { role: "assistant", content: "Hi" }, finish_reason: null }],
  }
  if (shape !== "first") response.write(`data: ${JSON.stringify(first)}\n\n`)
  response.end(shape === "broken" ? `data: {"${all.replaceAll('"', "")}\n\n` : `data: ${JSON.stringify({ error })}\n\n`)
}
const SHAPES = [
  "400",
  "401",
  "403",
  "404",
  "422",
  "429",
  "500",
  "503",
  "text",
  "page",
  "headers",
  "garbage",
  "detail",
  "midstream",
  "first",
  "broken",
]

async function ask(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; text: string }> {
  const response = await fetch(`${gateway.url}${path}`, {
    method,
    redirect: "manual",
    headers: { authorization: `Bearer ${gateway.masterKey}`, ...headers },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  })
  const text = await response.text().catch(() => "")
  answers.push(`${method} ${path} ${response.status} ${JSON.stringify([...response.headers])}\n${text}`)
  return { status: response.status, text }
}

beforeAll(async () => {
  ;[mock, echo, postgres] = await Promise.all([
    startMockProvider(),
    scriptedUpstream(repeat),
    externalPostgres(canaries.database ?? ""),
  ])
  gateway = await spawnGateway({ yaml: config(), masterKey: canaries.master ?? "", args: ["--detailed_debug"] })
  db = await connect({ url: postgres.url })
  const made = JSON.parse((await ask("POST", "/key/generate", { key_alias: "the-marker" })).text) as { key: string }
  canaries.virtual = made.key
  canaries.cookie = (await logIn(gateway.url, gateway.masterKey)).cookie?.split("=")[1] ?? ""
  // The one answer in which a key belongs.
  answers.length = 0
  await traffic()
})
afterAll(async () => {
  await db.close()
  await gateway.stop()
  await Promise.all([mock.close(), echo.close(), postgres.remove()])
  removeDataDir(gateway.dataDir)
})

/** Successes, failures, streams, management, logins, a config that is wrong right beside its secrets. */
async function traffic(): Promise<void> {
  const own = { authorization: `Bearer ${canaries.virtual}`, cookie: `tollgate.session=${canaries.cookie}` }
  const secrets = { key: canaries.stored ?? "", query: canaries.storedQuery ?? "" }
  await addModels((method, path, body) => ask(method, path, body), { mock: mock.url, echo: echo.url, ...secrets })
  const models = [
    "good",
    "stored",
    "claude",
    "credentialed",
    "nowhere",
    ...["echo", "echo-claude", "echo-base", "echo-stored"].flatMap((group) =>
      SHAPES.map((shape) => `${group}/${shape}`),
    ),
  ]
  for (const model of models) {
    const chat = { model, max_tokens: 9, messages: [{ role: "user", content: "Hi" }] }
    await Promise.all([
      ask("POST", "/v1/chat/completions", chat, own),
      ask("POST", "/v1/chat/completions", { ...chat, stream: true }, own),
      ask("POST", "/v1/messages", chat, { ...own, authorization: "", "x-api-key": canaries.virtual ?? "" }),
      ask("POST", "/v1/messages", { ...chat, stream: true }, own),
    ])
  }
  const { data } = JSON.parse((await ask("GET", "/model/info")).text) as { data: { model_info: { id: string } }[] }
  for (const { model_info } of data) await ask("POST", "/health/test_connection", { model_id: model_info.id })
  await ask("GET", "/key/list", undefined, { authorization: "Bearer sk-wrong-key-of-somebody" })
  await logIn(gateway.url, "sk-wrong-master-key-of-somebody")
  for (const [what, wrong] of [
    ["api_key: ", "api_key: [1] # "],
    ["api_base:", "api_bse:"],
    ["master_key: ", "master_key: {a: 1} # "],
    ["environment_variables: {", "environment_variables: ["],
    ["authentication_token: ", "authentication_tokn: "],
  ] as const) {
    gateway.configure(config().replaceAll(what, wrong))
    await ask("POST", "/config/reload", {})
  }
  gateway.configure(config())
  await ask("POST", "/config/reload", {})
  gateway.signal("SIGHUP")
}

describe("a canary in every slot is seen nowhere it does not belong (S17, S18)", () => {
  it("the traffic was what it should be: providers got their own credentials, and none of the client's", () => {
    const sent = JSON.stringify([...mock.requests(), ...echo.received])
    const own = ["deployment", "deploymentLikeKey", "header", "headerToken", "credential", "baseQuery", "stored"]
    for (const slot of [...own, "storedQuery"])
      expect([slot, sent.includes(canaries[slot] ?? "")]).toEqual([slot, true])
    expect(
      found(sent, { virtual: canaries.virtual ?? "", cookie: canaries.cookie ?? "", master: canaries.master ?? "" }),
    ).toEqual([])
    expect(echo.received.length).toBeGreaterThan(150)
    expect(answers.filter((text) => /^\S+ \S+ [45]\d\d /.test(text)).length).toBeGreaterThan(150)
  })

  it("no answer a client got, failures of all kinds among them", () => {
    expect(found(answers.join("\n"), canaries)).toEqual([])
    expect(answers.join("\n")).toContain("You sent")
  })

  it("no row of any table", async () => {
    await ask("GET", "/spend/logs/v2")
    const dump = await dumpTables(db.sql)
    expect(found(dump, canaries)).toEqual([])
    expect(dump).toContain("the-marker")
    expect(dump).toContain("You sent")
  })

  it("nothing the process wrote, at its most talkative", () => {
    const output = gateway.output()
    expect(found(output, canaries)).toEqual([])
    expect(output).toContain("echo-claude/*")
  })

  it("no file of the data directory", () => {
    const files = filesBelow(gateway.dataDir, /config\.yaml$/).map((file) => readFileSync(file, "latin1"))
    expect(found(files.join("\n"), canaries)).toEqual([])
  })

  it("no page and no read of the management API, as admin, with the session, as a key, as nobody", async () => {
    answers.length = 0
    const row = JSON.parse((await ask("GET", "/spend/logs/v2?page_size=1")).text).data[0]
    const today = new Date().toISOString().slice(0, 10)
    const dates = `start_date=${today}&end_date=${today}`
    const reads = resources
      .flatMap((resource) => Object.values(resource.endpoints))
      .filter(({ method, endless }) => method === "GET" && !endless)
    const paths = [
      ...reads.flatMap(({ path }) => [
        path,
        `${path}?${dates}`,
        `${path}?page_size=100`,
        `${path}?return_full_object=true&size=100`,
      ]),
      ...[
        "/health/liveliness",
        "/health/readiness",
        "/v1/models",
        "/models",
        "/v1/models/good",
        "/config/yaml",
        "/openapi.json",
      ],
      ...[
        ...sourceFiles(/^app\/ui\/[^[]*page\.tsx$/).map((file) => file.replace(/^app|\/\(\w+\)|\/page\.tsx$/g, "")),
        `/ui/logs?row=${row.request_id}`,
        "/ui/nothing",
        "/docs",
      ],
      ...["/api/auth/session", "/api/auth/providers", "/api/auth/csrf", "/nothing"],
    ].map((path) => path.replace(":request_id", String(row.request_id)))
    const callers = [
      {},
      { authorization: "", cookie: `tollgate.session=${canaries.cookie}` },
      { authorization: `Bearer ${canaries.virtual}` },
      { authorization: "" },
    ]
    for (const path of paths) await Promise.all(callers.map((caller) => ask("GET", path, undefined, caller)))
    const all = answers.join("\n")
    // next-auth renews the session with every look at it: that answer is the cookie's own.
    expect(found(all, { ...canaries, cookie: "not looked for here" })).toEqual([])
    for (const mark of ["the-marker", "Log out", "You sent", "echo-claude/*"])
      expect([mark, all.includes(mark)]).toEqual([mark, true])
  })

  it("the sweep sees: raw, in a URL, in JSON, in hex, and in base64 wherever it stands", () => {
    const secret = canary("planted", "sk-")
    for (const before of ["", "a", "ab", "abc", "user:"]) {
      const plain = `${before}${secret}, and on`
      for (const text of [
        plain,
        Buffer.from(plain).toString("base64"),
        Buffer.from(plain).toString("base64url"),
        Buffer.from(plain).toString("hex"),
      ])
        expect(found(text, { planted: secret }).length).toBeGreaterThan(0)
    }
    expect(found("nothing here", { planted: secret })).toEqual([])
    expect(formsOf(secret).every((form) => form.length > 20)).toBe(true)
  })
})
