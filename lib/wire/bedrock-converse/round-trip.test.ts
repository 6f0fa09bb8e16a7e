import { expect, it } from "vitest"
import type { ChatMessage, ChatRequest, ContentPart, ThinkingBlock, ToolCall } from "../chat"
import { seeded } from "../testdata/digest"
import { requestFromHub } from "./request-from-hub"
import { requestToHub } from "./request-to-hub"

const CASES = 400

/** Conversations as the hub says them, made of everything Converse can say. */
class Maker {
  readonly #random: () => number
  #count = 0
  constructor(seed: number) {
    this.#random = seeded(seed)
  }

  request(): ChatRequest {
    const messages: ChatMessage[] = this.#odds(0.5) ? [{ role: "system", content: this.#content([]) }] : []
    for (let turn = 0; turn < 1 + this.#random() * 3; turn++) {
      messages.push({ role: "user", content: this.#content([this.#picture, this.#document, this.#video]) })
      messages.push(...this.#answer())
    }
    const out: ChatRequest = { model: "", messages }
    const called = messages.some((message) => message.role === "tool")
    if (called || this.#odds(0.3)) out.tools = [this.#tool("look"), this.#tool("listen")]
    if (out.tools && this.#odds(0.5)) out.tool_choice = this.#pick(["auto", "required", choice("look")])
    if (out.tools && this.#odds(0.2)) out.parallel_tool_calls = false
    if (this.#odds(0.5)) out.max_tokens = Math.ceil(this.#random() * 1000)
    if (this.#odds(0.3)) out.temperature = this.#random()
    if (this.#odds(0.3)) out.top_p = this.#random()
    if (this.#odds(0.3)) out.stop = [this.#word(), this.#word()]
    if (this.#odds(0.3)) out.top_k = 7
    if (this.#odds(0.2)) out.service_tier = "flex"
    if (this.#odds(0.3)) out.response_format = { type: "json_schema", json_schema: this.#schema() }
    if (this.#odds(0.2)) out.guardrailConfig = { guardrailIdentifier: this.#word() }
    if (this.#odds(0.2)) out.additionalModelRequestFields = { [this.#word()]: { deep: [1, null] } }
    return out
  }

  #answer(): ChatMessage[] {
    const calls: ToolCall[] = Array.from({ length: Math.floor(this.#random() * 3) }, () => this.#call())
    const thinking: ThinkingBlock[] = Array.from({ length: this.#odds(0.4) ? 1 : 0 }, () => ({
      type: "thinking",
      thinking: this.#word(),
      signature: this.#word(),
    }))
    if (thinking.length > 0 && this.#odds(0.3)) thinking.push({ type: "redacted_thinking", data: this.#word() })
    const content = calls.length > 0 && this.#odds(0.5) ? null : this.#word()
    const said: ChatMessage = { role: "assistant", content }
    if (thinking.length > 0) {
      said.reasoning_content = thinking.map((block) => (block.type === "thinking" ? block.thinking : "")).join("")
      said.thinking_blocks = thinking
    }
    if (calls.length === 0) return [said]
    said.tool_calls = calls
    return [said, ...calls.map((call) => this.#result(call.id))]
  }

  #result(id: string): ChatMessage {
    const content = this.#content([this.#picture])
    const failed = this.#odds(0.4) ? { is_error: this.#odds(0.5) } : {}
    return { role: "tool", tool_call_id: id, content, ...failed, ...this.#mark() }
  }

  #call(): ToolCall {
    const args = JSON.stringify({ [this.#word()]: [this.#word(), { n: this.#count }] })
    return { id: `id-${this.#count++}`, type: "function", function: { name: "look", arguments: args }, ...this.#mark() }
  }

  #content(kinds: readonly (() => ContentPart)[]): string | ContentPart[] {
    if (kinds.length === 0 || this.#odds(0.5)) return this.#word()
    const parts = Array.from({ length: 1 + Math.floor(this.#random() * 3) }, () => this.#pick(kinds).call(this))
    return [{ type: "text", text: this.#word() }, ...parts].map((part) => ({ ...part, ...this.#mark() }))
  }

  #picture(): ContentPart {
    return { type: "image_url", image_url: { url: `data:image/${this.#pick(["png", "jpeg", "webp"])};base64,aGk=` } }
  }

  #video(): ContentPart {
    return { type: "video_url", video_url: { url: `data:video/${this.#pick(["mp4", "quicktime"])};base64,aGk=` } }
  }

  #document(): ContentPart {
    const file_data = this.#pick(["data:application/pdf;base64,aGk=", "data:application/pdf;charset=utf-8;base64,aGk="])
    return { type: "file", file: { file_data, filename: `document ${this.#count++}.pdf` } }
  }

  #tool(name: string) {
    const parameters = { type: "object", properties: { [this.#word()]: { type: "string" } } }
    const spec = { name, parameters, ...(this.#odds(0.5) ? { description: this.#word() } : {}) }
    return { type: "function", function: spec, ...this.#mark() }
  }

  #schema() {
    const properties = { [this.#word()]: { type: "object", properties: {}, additionalProperties: false } }
    return { name: "Answer", schema: { type: "object", properties, additionalProperties: false } }
  }

  #mark() {
    if (!this.#odds(0.15)) return {}
    return { cache_control: this.#odds(0.5) ? { type: "ephemeral" } : { type: "ephemeral", ttl: "1h" } }
  }

  #word(): string {
    return this.#pick(["eins", "zwei ", "\u{1f680}", '"quoted"\n', "\\u0000", "ß"]) + this.#count++
  }

  #odds(chance: number): boolean {
    return this.#random() < chance
  }

  #pick<T>(all: readonly T[]): T {
    return all[Math.floor(this.#random() * all.length)] as T
  }
}

const choice = (name: string) => ({ type: "function" as const, function: { name } })

it("everything Converse can say comes back from it as it was, and is not touched on the way", () => {
  for (let seed = 0; seed < CASES; seed++) {
    const chat = new Maker(seed).request()
    const before = structuredClone(chat)
    const body = requestFromHub(chat)
    expect(chat, `seed ${seed}`).toEqual(before)
    expect(requestToHub(JSON.parse(JSON.stringify(body))), `seed ${seed}`).toEqual(before)
  }
})
