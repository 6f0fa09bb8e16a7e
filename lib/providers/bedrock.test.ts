import { readFileSync } from "node:fs"
import { createServer, type IncomingMessage, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest"
import type { Catalog } from "#lib/catalog/catalog"
import { Cancel } from "#lib/core/cancel"
import { SseDecoder } from "#lib/core/sse"
import { attempt } from "#lib/router/attempt"
import type { ChatBody } from "#lib/router/chat-body"
import { makeDeployment } from "#lib/router/deployment"
import { anthropicMessages } from "#lib/wire/anthropic-messages/dialect"
import { encodeAwsMessage } from "#lib/wire/aws-event-stream"
import type { Dialect } from "#lib/wire/dialect"
import { openaiChat } from "#lib/wire/openai-chat/dialect"
import { openSender } from "./send"

const KEYS = { aws_access_key_id: "AKIDEXAMPLE", aws_secret_access_key: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" }
const STREAM = "application/vnd.amazon.eventstream"
const catalog: Catalog = { size: 0, find: () => null, providerOf: () => null }
const recordingsPath = new URL("../wire/bedrock-converse/testdata/recordings.json", import.meta.url)
const recordings = JSON.parse(readFileSync(recordingsPath, "utf8")) as {
  name: string
  path: string
  response: { body: unknown }
}[]
const recorded = (name: string) => recordings.find((r) => r.name === name)?.response.body

interface Seen {
  readonly path: string
  readonly headers: IncomingMessage["headers"]
  readonly body: Record<string, unknown>
}
interface Answer {
  readonly status?: number
  readonly type: string
  readonly body: Buffer | string
}

const sender = openSender()
let server: Server
let base = ""
let seen: Seen[] = []
let answer: Answer = { type: "application/json", body: "{}" }

beforeAll(async () => {
  server = createServer((req, res) => {
    const pieces: Buffer[] = []
    req.on("data", (piece: Buffer) => pieces.push(piece))
    req.on("end", () => {
      seen.push({
        path: req.url ?? "",
        headers: req.headers,
        body: JSON.parse(Buffer.concat(pieces).toString()) as Seen["body"],
      })
      res.writeHead(answer.status ?? 200, { "content-type": answer.type })
      res.end(answer.body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => {
  seen = []
})
afterAll(async () => {
  await sender.close()
  await new Promise((resolve) => server.close(resolve))
})

function deployed(params: Record<string, unknown>, env: Record<string, string> = {}, atServer = true) {
  const endpoint = atServer ? { aws_bedrock_runtime_endpoint: base } : {}
  const entry = { model_name: "group", litellm_params: { model: "bedrock/x", ...endpoint, ...params } }
  return makeDeployment(entry, { catalog, env, timeoutMs: 5_000, streamTimeoutMs: 5_000, dropParams: false })
}

function asked(fields: Record<string, unknown>, dialect: Dialect = openaiChat): ChatBody {
  const json: Record<string, unknown> = { model: "group", messages: [{ role: "user", content: "Hi" }], ...fields }
  const stream = json.stream === true
  return {
    text: JSON.stringify(json),
    json,
    model: "group",
    stream,
    wantsUsage: true,
    dialect,
    chat: () => dialect.toHub.request(structuredClone(json)),
  }
}

const ask = (params: Record<string, unknown>, body: ChatBody, env: Record<string, string> = {}) =>
  attempt(deployed(params, env), { body, signal: new Cancel(), sender, onSend: () => {} })

/** Everything a client receives of a streamed answer. */
async function streamed(params: Record<string, unknown>, body: ChatBody) {
  const got = await ask(params, body)
  if (got.kind !== "stream") throw new Error("no stream")
  let out = String(got.first ?? "")
  for (;;) {
    const block = await got.body.read()
    if (block === null) break
    out += got.pipe.push(block) ?? ""
  }
  out += got.pipe.end() ?? ""
  return { events: new SseDecoder().push(Buffer.from(out)), usage: got.pipe.usage }
}

describe("where a Bedrock deployment is reached", () => {
  it("is its region's address, the model's id encoded into the path", () => {
    const made = deployed({ model: "bedrock/us-east-1/amazon.nova-micro-v1:0", ...KEYS }, {}, false)
    expect(made.origin).toBe("https://bedrock-runtime.us-east-1.amazonaws.com")
    expect(made.chatPath).toBe("/model/amazon.nova-micro-v1%3A0/converse")
    expect(made.chatStreamPath).toBe("/model/amazon.nova-micro-v1%3A0/converse-stream")
    expect(made.model).toBe("amazon.nova-micro-v1:0")
  })

  it("encodes the slash of an ARN, and calls model_id where one is given", () => {
    const arn = "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/mi1dadi0g15f"
    const path = "/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Aapplication-inference-profile%2Fmi1dadi0g15f/"
    expect(deployed({ model: `bedrock/${arn}` }).chatPath).toBe(`${path}converse`)
    const named = deployed({ model: "bedrock/invoke/anthropic.claude-3-haiku-20240307-v1:0", model_id: arn })
    expect(named.chatPath).toBe(`${path}invoke`)
    expect(named.chatStreamPath).toBe(`${path}invoke-with-response-stream`)
  })

  it.each(recordings.filter(({ path }) => path.includes("converse") && path.includes("%3A")))(
    "is the recorded path for $name",
    ({ path }) => {
      const model = decodeURIComponent(path.split("/")[2] ?? "")
      const { chatPath, chatStreamPath } = deployed({ model: `bedrock/${model}` })
      expect([chatPath, chatStreamPath]).toContain(path)
    },
  )

  it("is looked up in the price list with its region, as it is, and without its profile", () => {
    const asked: string[] = []
    const find = (provider: string, name: string) => {
      asked.push(`${provider} ${name}`)
      return null
    }
    const entry = { model_name: "group", litellm_params: { model: "bedrock/eu-west-1/eu.amazon.nova-lite-v1:0" } }
    const given = { env: {}, timeoutMs: 1, streamTimeoutMs: 1, dropParams: false }
    makeDeployment(entry, { ...given, catalog: { ...catalog, find } })
    expect(asked).toEqual([
      "bedrock eu-west-1/eu.amazon.nova-lite-v1:0",
      "bedrock eu.amazon.nova-lite-v1:0",
      "bedrock amazon.nova-lite-v1:0",
    ])
    asked.length = 0
    makeDeployment({ ...entry, model_info: { base_model: "mine" } }, { ...given, catalog: { ...catalog, find } })
    expect(asked).toEqual(["bedrock mine"])
  })

  it("refuses a region that is none when the config is read", () => {
    expect(() => deployed({ aws_region_name: "evil.example/" })).toThrow(/aws_region_name/)
  })
})

describe("how a Bedrock deployment proves itself", () => {
  const json = JSON.stringify(recorded("a service tier"))
  it("signs with the deployment's keys for its region", async () => {
    answer = { type: "application/json", body: json }
    await ask({ model: "bedrock/eu-central-1/amazon.nova-micro-v1:0", ...KEYS, aws_session_token: "lent" }, asked({}))
    const headers = seen[0]?.headers ?? {}
    expect(headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/bedrock\/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-security-token, Signature=[0-9a-f]{64}$/,
    )
    expect(headers["x-amz-security-token"]).toBe("lent")
  })

  it("sends a Bedrock API key as it is, unless the deployment has keys of its own", async () => {
    answer = { type: "application/json", body: json }
    const env = {
      AWS_BEARER_TOKEN_BEDROCK: "bedrock-api-key",
      AWS_ACCESS_KEY_ID: "AK",
      AWS_SECRET_ACCESS_KEY: "secret",
    }
    await ask({ model: "bedrock/amazon.nova-micro-v1:0" }, asked({}), env)
    expect(seen[0]?.headers.authorization).toBe("Bearer bedrock-api-key")
    await ask({ model: "bedrock/amazon.nova-micro-v1:0", ...KEYS }, asked({}), env)
    expect(seen[1]?.headers.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/)
  })
})

describe("a chat through Bedrock", () => {
  it("answers a client of OpenAI's through Converse", async () => {
    answer = { type: "application/json", body: JSON.stringify(recorded("a tool call without arguments")) }
    const got = await ask({ model: "bedrock/us.amazon.nova-2-lite-v1:0", ...KEYS }, asked({ max_tokens: 5 }))
    expect(seen[0]?.path).toBe("/model/us.amazon.nova-2-lite-v1%3A0/converse")
    expect(seen[0]?.body).toEqual({
      messages: [{ role: "user", content: [{ text: "Hi" }] }],
      inferenceConfig: { maxTokens: 5 },
    })
    if (got.kind !== "json") throw new Error("no answer")
    const { choices, model, id } = JSON.parse(got.text)
    expect(model).toBe("us.amazon.nova-2-lite-v1:0")
    expect(id).toMatch(/^chatcmpl-/)
    expect(choices[0].finish_reason).toBe("tool_calls")
    expect(choices[0].message.tool_calls[0].function).toEqual({ name: "dice_roll", arguments: "{}" })
  })

  it("streams an event stream to a client of OpenAI's", async () => {
    answer = { type: STREAM, body: Buffer.from(String(recorded("a stream with a tool call")), "base64") }
    const { events, usage } = await streamed(
      { model: "bedrock/us.amazon.nova-2-lite-v1:0", ...KEYS },
      asked({ stream: true }),
    )
    expect(seen[0]?.path).toBe("/model/us.amazon.nova-2-lite-v1%3A0/converse-stream")
    expect(seen[0]?.body.stream).toBeUndefined()
    expect(events.at(-1)?.data).toBe("[DONE]")
    expect(JSON.parse(events[0]?.data ?? "")).toMatchObject({ model: "us.amazon.nova-2-lite-v1:0" })
    expect(events.some((e) => e.data.includes('"finish_reason":"tool_calls"'))).toBe(true)
    expect(usage?.prompt_tokens).toBeGreaterThan(0)
  })

  it("serves Claude to a client of Anthropic's in its own words", async () => {
    answer = { type: STREAM, body: Buffer.from(String(recorded("invoke: a stream of text")), "base64") }
    const body = asked({ stream: true, max_tokens: 9, top_k: 3 }, anthropicMessages)
    const { events } = await streamed({ model: "bedrock/anthropic.claude-v2", ...KEYS }, body)
    expect(seen[0]?.path).toBe("/model/anthropic.claude-v2/invoke-with-response-stream")
    expect(seen[0]?.body).toEqual({
      anthropic_version: "bedrock-2023-05-31",
      messages: [{ role: "user", content: "Hi" }],
      max_tokens: 9,
      top_k: 3,
    })
    expect(events[0]?.event).toBe("message_start")
    expect(events.at(-1)?.event).toBe("message_stop")
  })

  it("takes the route that the model's name asks for", async () => {
    answer = { type: STREAM, body: Buffer.from(String(recorded("invoke: a stream of text")), "base64") }
    await streamed({ model: "bedrock/invoke/anthropic.claude-v2", ...KEYS }, asked({ stream: true }))
    expect(seen[0]?.path).toBe("/model/anthropic.claude-v2/invoke-with-response-stream")
    expect(seen[0]?.body).toMatchObject({ anthropic_version: "bedrock-2023-05-31", max_tokens: 4096 })
    expect(seen[0]?.body).not.toHaveProperty("stream")
    answer = { type: STREAM, body: Buffer.from(String(recorded("a stream of text")), "base64") }
    await streamed(
      { model: "bedrock/converse/anthropic.claude-v2", ...KEYS },
      asked({ stream: true, max_tokens: 5 }, anthropicMessages),
    )
    expect(seen[1]?.path).toBe("/model/anthropic.claude-v2/converse-stream")
  })

  it("maps a throttled stream, before and behind its first words", async () => {
    const headers = { ":message-type": "exception", ":exception-type": "throttlingException" }
    const exception = encodeAwsMessage(headers, '{"message":"Too many requests"}')
    answer = { type: STREAM, body: exception }
    const params = { model: "bedrock/us.amazon.nova-2-lite-v1:0", ...KEYS }
    await expect(streamed(params, asked({ stream: true }))).rejects.toMatchObject({ kind: "upstream_rate_limited" })
    const whole = Buffer.from(String(recorded("a stream of text")), "base64")
    answer = { type: STREAM, body: Buffer.concat([whole.subarray(0, whole.readUInt32BE(0)), exception]) }
    await expect(streamed(params, asked({ stream: true }))).rejects.toMatchObject({ kind: "upstream_rate_limited" })
    answer = { type: STREAM, body: exception }
    const claude = { model: "bedrock/anthropic.claude-v2", ...KEYS }
    await expect(streamed(claude, asked({ stream: true, max_tokens: 9 }, anthropicMessages))).rejects.toMatchObject({
      kind: "upstream_rate_limited",
    })
  })

  it("takes a stream that is cut for what it is", async () => {
    const whole = Buffer.from(String(recorded("a stream of text")), "base64")
    answer = { type: STREAM, body: whole.subarray(0, whole.length / 2) }
    const asking = streamed({ model: "bedrock/us.amazon.nova-2-lite-v1:0", ...KEYS }, asked({ stream: true }))
    await expect(asking).rejects.toMatchObject({ kind: "upstream_failed" })
  })

  it.each([
    [400, '{"message":"The provided model identifier is invalid."}', "model_not_found"],
    [
      400,
      '{"message":"Input Tokens Exceeded: Number of input tokens exceeds maximum length."}',
      "context_window_exceeded",
    ],
    [403, '{"message":"The security token included in the request is invalid."}', "upstream_auth"],
    [429, '{"message":"Too many tokens, please wait before trying again."}', "upstream_rate_limited"],
    [503, '{"message":"Bedrock is unable to process your request."}', "upstream_unavailable"],
  ] as const)("maps %i %s", async (status, body, kind) => {
    answer = { status, type: "application/json", body }
    for (const route of ["converse", "invoke"])
      await expect(ask({ model: `bedrock/${route}/anthropic.claude-v2`, ...KEYS }, asked({}))).rejects.toMatchObject({
        kind,
      })
  })

  it("refuses what the model cannot do, by name", async () => {
    const asking = ask({ model: "bedrock/meta.llama3-8b-instruct-v1:0", ...KEYS }, asked({ reasoning_effort: "high" }))
    await expect(asking).rejects.toMatchObject({ kind: "unsupported_params", param: "reasoning_effort" })
  })
})
