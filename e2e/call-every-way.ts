import type OpenAI from "openai"
import { expect } from "playwright/test"
import { costNano, MODELS, type ModelName } from "./prices"

/** One request as the client saw it, and what it must cost. */
export interface Called {
  readonly model: ModelName
  readonly provider: string
  readonly streamed: boolean
  readonly question: string
  /** Its text, or the arguments of the tool it calls. */
  readonly answer: string
  readonly promptTokens: number
  readonly completionTokens: number
  readonly nano: number
}

/** The ways people call: plain, streamed, with tools, and with a provider of another dialect, plain and streamed. */
export async function callEveryWay(client: OpenAI): Promise<Called[]> {
  return [
    await plain(client, "fast-chat", "What is a tollgate?"),
    await streamed(client, "slow-writer", "Tell me about bridges."),
    await withTools(client, "fast-chat"),
    await plain(client, "claude-writer", "And what is a ford?"),
    await streamed(client, "claude-writer", "Who keeps the gate?"),
  ]
}

async function plain(client: OpenAI, model: ModelName, question: string): Promise<Called> {
  const { data, response } = await client.chat.completions
    .create({ model, messages: [{ role: "user", content: question }] })
    .withResponse()
  const answer = data.choices[0]?.message.content ?? ""
  const call = called({ model, streamed: false, question, answer }, data.usage)
  expect(Number(response.headers.get("x-litellm-response-cost"))).toBeCloseTo(call.nano / 1e9, 12)
  return call
}

async function streamed(client: OpenAI, model: ModelName, question: string): Promise<Called> {
  const messages: OpenAI.ChatCompletionMessageParam[] = [{ role: "user", content: question }]
  const options = { stream: true, stream_options: { include_usage: true } } as const
  let answer = ""
  let pieces = 0
  let usage: OpenAI.CompletionUsage | null | undefined
  for await (const chunk of await client.chat.completions.create({ model, messages, ...options })) {
    const piece = chunk.choices[0]?.delta.content ?? ""
    if (piece !== "") pieces++
    answer += piece
    usage = chunk.usage ?? usage
  }
  expect(pieces, "the answer came in pieces").toBeGreaterThan(2)
  return called({ model, streamed: true, question, answer }, usage)
}

async function withTools(client: OpenAI, model: ModelName): Promise<Called> {
  const question = "What is the weather in Paris?"
  const parameters = { type: "object", properties: { city: { type: "string" } }, required: ["city"] }
  const data = await client.chat.completions.create({
    model,
    messages: [{ role: "user", content: question }],
    tools: [{ type: "function", function: { name: "get_weather", parameters } }],
  })
  const call = data.choices[0]?.message.tool_calls?.[0]
  expect(data.choices[0]?.finish_reason).toBe("tool_calls")
  const answer = call?.type === "function" ? call.function.arguments : ""
  expect(JSON.parse(answer)).toEqual({ city: "Paris" })
  return called({ model, streamed: false, question, answer }, data.usage)
}

function called(
  call: Pick<Called, "model" | "streamed" | "question" | "answer">,
  usage: OpenAI.CompletionUsage | null | undefined,
): Called {
  expect(call.answer).not.toBe("")
  if (!usage) throw new Error(`${call.model} reported no usage`)
  const { prompt_tokens: promptTokens, completion_tokens: completionTokens } = usage
  return {
    ...call,
    provider: MODELS[call.model].provider,
    promptTokens,
    completionTokens,
    nano: costNano(call.model, usage),
  }
}
