import type { ChatChunk, ChatDelta, ChatMessage, ChatRequest, ChatResponse, FinishReason, ToolCall } from "../chat"

/** Letters that translations stumble over: quotes, escapes, line ends, astral characters, markup of other protocols. */
const PIECES = ["a", "Z", " ", "\n", '"', "\\", "{", "}", "[1]", "é", "数", "🔧", "\u2028", "data: x", "</think>", "null", "0"]
const NAMES = ["get_weather", "search-docs", "f1", "A_b-C"]

/** What the provider says with: pieces, numbers and choices from one seeded source. */
export class RandomChat {
  readonly #random: () => number

  constructor(random: () => number) {
    this.#random = random
  }

  int(below: number): number {
    return Math.floor(this.#random() * below)
  }

  chance(of: number): boolean {
    return this.#random() < of
  }

  pick<T>(items: readonly [T, ...T[]]): T {
    return items[this.int(items.length)] ?? items[0]
  }

  text(): string {
    let out = "t"
    for (let n = this.int(12); n > 0; n--) out += PIECES[this.int(PIECES.length)]
    return `${out}.`
  }

  json(): Record<string, unknown> {
    const out: Record<string, unknown> = {}
    for (let n = this.int(4); n > 0; n--)
      out[`k${n}`] = this.pick<unknown>([this.text(), this.int(1000), 0.5, true, null, [this.text()], { a: { b: [] } }])
    return out
  }

  calls(turn: number): ToolCall[] {
    return Array.from({ length: 1 + this.int(3) }, (_, i) => ({
      id: `call_${turn}_${i}`,
      type: "function" as const,
      function: { name: this.pick(["get_weather", ...NAMES]), arguments: JSON.stringify(this.json()) },
    }))
  }

  /** A conversation in the order providers accept: results at once behind their calls, sides taking turns. */
  request(model: string): ChatRequest {
    const messages: ChatMessage[] = this.chance(0.6) ? [{ role: "system", content: this.text() }] : []
    messages.push(this.#user())
    for (let turn = this.int(4); turn > 0; turn--) {
      if (this.chance(0.5)) {
        const tool_calls = this.calls(turn)
        messages.push({ role: "assistant", content: this.chance(0.5) ? this.text() : null, tool_calls })
        for (const { id } of tool_calls) {
          const content = this.chance(0.5) ? this.text() : JSON.stringify(this.json())
          messages.push({ role: "tool", tool_call_id: id, content })
        }
        messages.push({ role: "assistant", content: this.text() }, this.#user())
      } else messages.push({ role: "assistant", content: this.text() }, this.#user())
    }
    const chat: ChatRequest = { model, messages, max_tokens: 1 + this.int(5000) }
    if (this.chance(0.5)) chat.temperature = this.int(10) / 10
    if (this.chance(0.5)) chat.top_p = (1 + this.int(9)) / 10
    if (this.chance(0.3)) chat.stop = [this.text(), this.text()]
    if (this.chance(0.3)) chat.stream = true
    if (this.chance(0.6)) chat.tools = [this.#tool("get_weather"), this.#tool("f1")]
    if (chat.tools && this.chance(0.3)) chat.tool_choice = "auto"
    return chat
  }

  #user(): ChatMessage {
    if (this.chance(0.7)) return { role: "user", content: this.text() }
    const image = { type: "image_url", image_url: { url: `data:image/png;base64,${btoa(`png${this.int(999)}`)}` } }
    return { role: "user", content: [{ type: "text", text: this.text() }, image] }
  }

  #tool(name: string) {
    const parameters = { type: "object", properties: { [`p${this.int(9)}`]: { type: "string" } } }
    return { type: "function", function: { name, description: this.text(), parameters } }
  }

  response(model: string): ChatResponse {
    const called = this.chance(0.4)
    const content = called && this.chance(0.6) ? null : this.text()
    const message: ChatMessage = {
      role: "assistant",
      content,
      ...(this.chance(0.4) ? { reasoning_content: this.text() } : {}),
      ...(called ? { tool_calls: this.calls(9) } : {}),
    }
    const finish_reason: FinishReason = called ? "tool_calls" : this.pick(["stop", "length"])
    const [prompt_tokens, completion_tokens] = [this.int(9999), this.int(9999)]
    const usage = { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens }
    const created = 1_700_000_000 + this.int(1000)
    return { id: "id1", object: "chat.completion", created, model, choices: [{ index: 0, message, finish_reason }], usage }
  }

  /** The same answer as a stream: text, thinking and arguments cut anywhere, calls one after the other. */
  chunks(answer: ChatResponse): ChatChunk[] {
    const [choice] = answer.choices
    if (!choice) return []
    const { message, finish_reason } = choice
    const deltas: ChatDelta[] = [{ role: "assistant", content: "" }]
    for (const reasoning_content of this.#cut(message.reasoning_content ?? "")) deltas.push({ reasoning_content })
    for (const content of this.#cut(typeof message.content === "string" ? message.content : "")) deltas.push({ content })
    for (const [index, { id, type, function: called }] of (message.tool_calls ?? []).entries()) {
      deltas.push({ tool_calls: [{ index, id, type, function: { name: called.name, arguments: "" } }] })
      for (const piece of this.#cut(called.arguments))
        deltas.push({ tool_calls: [{ index, function: { arguments: piece } }] })
    }
    const { id, created, model } = answer
    const head = { id, object: "chat.completion.chunk" as const, created, model }
    const said = deltas.map((delta) => ({ ...head, choices: [{ index: 0, delta, finish_reason: null }] }))
    const last: ChatChunk = { ...head, choices: [{ index: 0, delta: {}, finish_reason }] }
    return [...said, last, { ...head, choices: [], usage: answer.usage ?? null }]
  }

  #cut(text: string): string[] {
    const letters = [...text]
    const out: string[] = []
    while (letters.length > 0) out.push(letters.splice(0, 1 + this.int(5)).join(""))
    return out
  }
}
