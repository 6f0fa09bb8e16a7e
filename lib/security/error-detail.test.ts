import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { resources } from "#lib/admin/index"
import { operations } from "#lib/gateway/operations/index"
import { type Harness, harness } from "#lib/testing/harness"
import { GARBAGE, INSIDES, NO_OBJECTS } from "./test-garbage"

let gw: Harness
let key = ""
beforeAll(async () => {
  gw = await harness()
  key = await gw.key()
})
afterAll(() => gw.close())

/** Not those whose answer has no end. */
const endpoints = resources.flatMap((resource) => Object.values(resource.endpoints)).filter(({ endless }) => !endless)
const SLOT = "@@garbage@@"

interface Try {
  readonly method: string
  readonly path: string
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Sends them all, some at a time; what was a 500, hung, or told something of the inside. */
async function telling(tries: readonly Try[]): Promise<string[]> {
  const found: string[] = []
  await Promise.all(
    Array.from({ length: 20 }, async (_, worker) => {
      for (let at = worker; at < tries.length; at += 20) {
        const { method, path, body, headers } = tries[at] as Try
        const sent = await gw.send(method, path, body, { ...(headers === undefined ? {} : { headers }) })
        const inside = INSIDES.exec(`${sent.text}\n${JSON.stringify(sent.headers)}`)?.[0]
        const shape = sent.status < 400 || isError(jsonOf(sent.text))
        if (sent.status === 500 || inside !== undefined || !shape)
          found.push(
            `${sent.status} ${method} ${path.slice(0, 80)} ${body?.slice(0, 120)} → ${inside} in ${sent.text.slice(0, 300)}`,
          )
      }
    }),
  )
  return found
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** OpenAI's envelope, or Anthropic's or Google's on their own endpoints. */
function isError(answer: unknown): boolean {
  // Google's streams are lists.
  const json = (Array.isArray(answer) ? answer[0] : answer) as Record<string, unknown> | null
  const error = json?.error as Record<string, unknown> | undefined
  return (
    typeof error?.message === "string" && error.message.length > 10 && typeof (error.type ?? error.status) === "string"
  )
}

/** Each body with the garbage in the place of one of its values at a time. */
const filled = (template: unknown, garbages = GARBAGE) =>
  garbages.map((garbage) => JSON.stringify(template).replace(`"${SLOT}"`, garbage))

const words = [{ role: "user", content: "Hi" }]
const tool = { type: "function", function: { name: "f", parameters: { type: "object" } } }
const TEMPLATES: readonly Record<string, unknown>[] = [
  { model: SLOT, messages: words },
  { messages: SLOT },
  { messages: [SLOT] },
  { messages: [{ role: SLOT, content: "Hi" }] },
  { messages: [{ role: "user", content: SLOT }] },
  { messages: [{ role: "user", content: [SLOT] }] },
  { messages: [{ role: "user", content: [{ type: "image_url", image_url: SLOT }] }] },
  { messages: [{ role: "assistant", content: null, tool_calls: SLOT }] },
  { messages: [{ role: "assistant", tool_calls: [{ id: "1", type: "function", function: SLOT }] }] },
  { messages: [...words, { role: "tool", tool_call_id: SLOT, content: SLOT }] },
  { messages: [{ role: "user", content: [{ type: "tool_result", tool_use_id: "1", content: SLOT }] }] },
  { messages: words, tools: SLOT },
  { messages: words, tools: [SLOT] },
  { messages: words, tools: [tool], tool_choice: SLOT },
  { messages: words, system: SLOT },
  { messages: words, response_format: SLOT },
  ...[
    "stream",
    "stream_options",
    "max_tokens",
    "max_completion_tokens",
    "n",
    "temperature",
    "top_p",
    "stop",
    "seed",
  ].map((field) => ({ messages: words, [field]: SLOT })),
  ...["user", "metadata", "tags", "fallbacks", "disable_fallbacks", "thinking", "reasoning_effort", "logit_bias"].map(
    (field) => ({ messages: words, [field]: SLOT }),
  ),
  ...["extra_body", "cache", "guardrails", "timeout", "mock_response"].map((field) => ({
    messages: words,
    [field]: SLOT,
  })),
]

describe("an error tells what was wrong with the request and nothing of the inside (S42)", () => {
  it.each([
    ["/v1/chat/completions", "ok"],
    ["/v1/chat/completions", "anthropic/ok"],
    ["/v1/messages", "ok"],
    ["/v1/messages", "anthropic/ok"],
  ])("garbage in every field of a request to a model: %s, %s", async (path, model) => {
    const limit = path === "/v1/messages" ? { max_tokens: 9 } : {}
    const bodies = TEMPLATES.flatMap((template) => filled({ model, ...limit, num_retries: 0, ...template }))
    expect(bodies.length).toBeGreaterThan(900)
    expect(await telling(bodies.map((body) => ({ method: "POST", path, body })))).toEqual([])
  })

  it("garbage in every field of a write, and in every parameter of a read", async () => {
    const seen = new Set<unknown>()
    const tries = endpoints.flatMap(({ method, path, input }): Try[] => {
      const url = path.replace(/:\w+/g, "x")
      return Object.entries<{ description?: string | undefined }>(input.shape).flatMap(([field, schema]): Try[] => {
        // Fields that are kept and do nothing, and those many endpoints share, are all alike: a few kinds of garbage say as much.
        const alike = seen.has(schema) || schema.description?.startsWith("Accepted")
        seen.add(schema)
        const some = GARBAGE.filter((_, i) => i % 6 === 0 || !alike)
        if (method === "POST") {
          const named = "key" in input.shape && path !== "/key/generate" ? { key } : {}
          return filled({ ...named, [field]: SLOT }, some).map((body) => ({ method, path: url, body }))
        }
        const values = some.map((text) => encodeURIComponent(text.replace(/^"|"$/g, "").slice(0, 300)))
        return [...values, "%", "%00", "%ff%fe", "%ed%a0%80"].map((value) => ({
          method,
          path: `${url}?${field}=${value}`,
        }))
      })
    })
    expect(tries.length).toBeGreaterThan(1_500)
    expect(await telling(tries)).toEqual([])
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  }, 60_000)

  it("bodies that are no object, on every route that takes one", async () => {
    const routes = [
      ...operations
        .filter((op) => op.method === "POST")
        .flatMap((op) => op.paths.map((path) => path.replace(":model", "ok"))),
      ...endpoints.filter(({ method }) => method === "POST").map(({ path }) => path),
    ]
    const tries = routes.flatMap((path) => NO_OBJECTS.map((body) => ({ method: "POST", path, body })))
    expect(await telling(tries)).toEqual([])
  })

  it("garbage in the path, and in every header that is read", async () => {
    const parts = [
      "%",
      "%00",
      "%2e%2e",
      "%ff",
      "x".repeat(8_000),
      "💥",
      "\u0000",
      "a%0d%0ab",
      "{{7*7}}",
      ["$", "{7*7}"].join(""),
      "__proto__",
      "constructor",
    ]
    const bases = [
      "/",
      "/v1/",
      "/v1/models/",
      "/models/",
      "/spend/logs/",
      "/spend/logs/ui/",
      "/key/",
      "/team/",
      "/engines/",
      "/health/",
    ]
    const paths = bases.flatMap((base) => parts.map((part) => ({ method: "GET", path: `${base}${part}` })))
    const body = JSON.stringify({ model: "ok", messages: words })
    const names = [
      "x-litellm-call-id",
      "x-litellm-tags",
      "user-agent",
      "x-litellm-end-user-id",
      "x-litellm-api-key",
      "cookie",
      "content-type",
      "content-length",
      "x-forwarded-for",
      "anthropic-version",
    ]
    const headers = names.flatMap((name) =>
      [...parts, "x".repeat(20_000)].map((value) => ({
        method: "POST",
        path: "/v1/chat/completions",
        body,
        headers: { [name]: value },
      })),
    )
    expect(await telling([...paths, ...headers])).toEqual([])
  })

  it("a provider that fails, breaks and babbles", async () => {
    const models = [
      "500",
      "503",
      "529",
      "429",
      "401",
      "context-window",
      "malformed",
      "html",
      "empty",
      "drop-midstream",
      "error-midstream",
      "drop-0",
    ]
    const tries = models.flatMap((model) =>
      ["", "anthropic/"].flatMap((prefix) =>
        ["/v1/chat/completions", "/v1/messages"].flatMap((path) =>
          [true, false].map((stream) => ({
            method: "POST",
            path,
            body: JSON.stringify({ model: prefix + model, stream, max_tokens: 9, num_retries: 0, messages: words }),
          })),
        ),
      ),
    )
    const found = await telling(tries)
    // A stream that began answers 200 and ends with an error event.
    expect(found).toEqual([])
  })

  it("the rows of the log tell no more than the answers", async () => {
    await gw.flush()
    const rows = await gw.db.sql<
      { message: string }[]
    >`select distinct error_message as message from spend_logs where error_message is not null`
    expect(rows.length).toBeGreaterThan(20)
    expect(rows.filter(({ message }) => INSIDES.test(message))).toEqual([])
  })

  it("a body that is no JSON is quoted neither to the client nor in the log: it may hold a prompt or a key", async () => {
    const secret = "my-prompt-and-nobody-elses"
    for (const body of [`{"a":"${secret}`, `{"a":"${secret}"oops}`, `${secret}`, `{"${secret}",}`, `[1,${secret}]`]) {
      for (const path of ["/v1/chat/completions", "/v1/messages", "/key/generate"]) {
        const sent = await gw.send("POST", path, body)
        expect([sent.status, sent.text.includes(secret.slice(0, 9))]).toEqual([400, false])
      }
    }
    await gw.flush()
    const [{ rows = 0 } = {}] = await gw.db
      .sql`select count(*) as rows from spend_logs s where s::text like '%my-prompt%'`
    expect([rows, gw.logged.join("").includes("my-prompt")]).toEqual([0, false])
  })

  it("the watch sees a stack, a path, SQL and an address", () => {
    const stack = new Error("x").stack ?? ""
    for (const text of [
      stack,
      "select token from keys where x",
      "postgres://u:p@h/db",
      "open /tmp/x",
      "PostgresError: bad",
    ])
      expect(text).toMatch(INSIDES)
    expect("The field `messages` must be a list with at least one message.").not.toMatch(INSIDES)
  })
})
