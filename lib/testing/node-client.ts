import OpenAI, {
  type APIError,
  AuthenticationError,
  BadRequestError,
  NotFoundError,
  type PermissionDeniedError,
  RateLimitError,
} from "openai"

/** One promise of the session and whether it was kept. */
export interface Check {
  readonly name: string
  readonly ok: boolean
  /** What was seen when it was not kept. */
  readonly detail?: string
}

export interface OpenAiSession {
  /** With the `/v1`. */
  readonly baseUrl: string
  readonly apiKey: string
  /** A model that can call tools and answers any text. */
  readonly model: string
  /** A key whose budget is used up; absent leaves that check out. */
  readonly overBudgetKey?: string
}

const weatherTool: OpenAI.ChatCompletionTool = {
  type: "function",
  function: {
    name: "get_weather",
    description: "Current weather of a city",
    parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  },
}
const hello: OpenAI.ChatCompletionMessageParam[] = [{ role: "user", content: "Say hello." }]
const weather: OpenAI.ChatCompletionMessageParam[] = [
  { role: "user", content: "What is the weather in Paris? Use the tool." },
]

/** A working day of the official `openai` client against a server: models, chat, streams, tools, errors. Never throws. */
export async function runOpenAiSession(session: OpenAiSession): Promise<Check[]> {
  const client = open(session, session.apiKey)
  const { model } = session
  const checks: Check[] = [
    await check("models.list names the model", () => modelsList(client, model)),
    await check("chat answers with text and usage", () => chat(client, model)),
    await check("chat stream joins to text and hides usage", () => stream(client, model, false)),
    await check("chat stream reports usage when asked", () => stream(client, model, true)),
    await check("a tool is called and its result answered", () => tools(client, model)),
    await check("a streamed tool call joins to valid arguments", () => streamedTools(client, model)),
    await check("a wrong key is an AuthenticationError", () =>
      refused(chat(open(session, "sk-wrong-0000000000000000"), model), AuthenticationError),
    ),
    await check("an unknown model is a NotFoundError", () =>
      refused(chat(client, "no-such-model-anywhere"), NotFoundError, "model_not_found"),
    ),
    await check("a request without messages is a BadRequestError", () =>
      refused(client.post("/chat/completions", { body: { model } }), BadRequestError),
    ),
  ]
  const { overBudgetKey } = session
  if (overBudgetKey === undefined) return checks
  const overBudget = () => refused(chat(open(session, overBudgetKey), model), RateLimitError)
  return [...checks, await check("a key over its budget is a RateLimitError", overBudget)]
}

function open(session: OpenAiSession, apiKey: string): OpenAI {
  return new OpenAI({ baseURL: session.baseUrl, apiKey, maxRetries: 0, timeout: 30_000, logLevel: "off" })
}

async function modelsList(client: OpenAI, model: string): Promise<void> {
  const ids: string[] = []
  for await (const entry of await client.models.list()) ids.push(entry.id)
  expectThat(ids.includes(model), `models: ${ids.join(", ")}`)
}

async function chat(client: OpenAI, model: string): Promise<void> {
  const answer = await client.chat.completions.create({ model, messages: hello })
  expectThat(answer.object === "chat.completion" && answer.id !== "", JSON.stringify(answer))
  expectThat((answer.choices[0]?.message.content ?? "").length > 0, "no text")
  expectThat(answer.choices[0]?.finish_reason === "stop", `finish_reason ${answer.choices[0]?.finish_reason}`)
  expectUsage(answer.usage)
}

async function stream(client: OpenAI, model: string, includeUsage: boolean): Promise<void> {
  const options = includeUsage ? { stream_options: { include_usage: true } } : {}
  const events = await client.chat.completions.create({ model, messages: hello, stream: true, ...options })
  let text = ""
  let finish: string | null = null
  let usage: OpenAI.CompletionUsage | null | undefined
  for await (const chunk of events) {
    text += chunk.choices[0]?.delta.content ?? ""
    finish ??= chunk.choices[0]?.finish_reason ?? null
    usage = chunk.usage ?? usage
    expectThat(includeUsage || chunk.choices.length > 0, "a chunk without choices, though usage was not asked for")
  }
  expectThat(text.length > 0 && finish === "stop", `text ${JSON.stringify(text)}, finish_reason ${finish}`)
  if (includeUsage) expectUsage(usage)
  else expectThat(usage === undefined, "usage although it was not asked for")
}

async function tools(client: OpenAI, model: string): Promise<void> {
  const first = await client.chat.completions.create({ model, messages: weather, tools: [weatherTool] })
  const message = first.choices[0]?.message
  const call = message?.tool_calls?.[0]
  expectThat(first.choices[0]?.finish_reason === "tool_calls", `finish_reason ${first.choices[0]?.finish_reason}`)
  if (message === undefined || call?.type !== "function") throw new Error("no function call")
  expectThat(call.function.name === "get_weather", call.function.name)
  expectThat(typeof JSON.parse(call.function.arguments).city === "string", call.function.arguments)
  const result = { role: "tool" as const, tool_call_id: call.id, content: "22 degrees and sunny" }
  const messages = [...weather, message, result]
  const second = await client.chat.completions.create({ model, messages, tools: [weatherTool] })
  expectThat((second.choices[0]?.message.content ?? "") !== "", "no text after the tool's result")
}

async function streamedTools(client: OpenAI, model: string): Promise<void> {
  const runner = client.chat.completions.stream({ model, messages: weather, tools: [weatherTool] })
  const call = (await runner.finalChatCompletion()).choices[0]?.message.tool_calls?.[0]
  expectThat(call?.type === "function", "no function call")
  const text = call?.type === "function" ? call.function.arguments : ""
  expectThat(typeof JSON.parse(text).city === "string", text)
}

type ErrorClass =
  | typeof AuthenticationError
  | typeof BadRequestError
  | typeof NotFoundError
  | typeof PermissionDeniedError
  | typeof RateLimitError

/** The promise must reject with this error, and the error must say something. */
async function refused(promise: Promise<unknown>, errorClass: ErrorClass, code?: string): Promise<void> {
  const error: unknown = await promise.then(
    () => new Error("no error at all"),
    (reason: unknown) => reason,
  )
  expectThat(error instanceof errorClass, `${errorClass.name} expected, got ${String(error)}`)
  const seen = error as APIError
  expectThat(typeof seen.error === "object" && seen.message !== "", "an error without a body")
  if (code !== undefined) expectThat(seen.code === code, `code ${seen.code}`)
}

function expectUsage(usage: OpenAI.CompletionUsage | null | undefined): void {
  const { prompt_tokens = 0, completion_tokens = 0, total_tokens = 0 } = usage ?? {}
  const adds = prompt_tokens > 0 && completion_tokens > 0 && prompt_tokens + completion_tokens === total_tokens
  expectThat(adds, `usage ${JSON.stringify(usage)}`)
}

function expectThat(kept: boolean, detail: string): void {
  if (!kept) throw new Error(detail)
}

async function check(name: string, run: () => Promise<void>): Promise<Check> {
  try {
    await run()
    return { name, ok: true }
  } catch (error) {
    return { name, ok: false, detail: error instanceof Error ? error.message : String(error) }
  }
}
