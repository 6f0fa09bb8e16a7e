import { SseDecoder } from "#lib/core/sse"

/** A client of the mock for its own tests: plain fetch, no SDK in between. */
export interface MockClient {
  post(path: string, body: unknown, init?: CallInit): Promise<Response>
  /** A chat request in OpenAI's wire; `more` is merged into the body. */
  chat(model: string, more?: Json, init?: CallInit): Promise<Response>
  /** The same in Anthropic's. */
  messages(model: string, more?: Json, init?: CallInit): Promise<Response>
}

export type Json = Record<string, unknown>

interface CallInit {
  readonly key?: string
  readonly signal?: AbortSignal
}

/** Requests against a mock's base URL. */
export function mockClient(url: string): MockClient {
  const post: MockClient["post"] = (path, body, init = {}) =>
    fetch(url + path, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${init.key ?? "sk-up"}` },
      body: typeof body === "string" ? body : JSON.stringify(body),
      ...(init.signal && { signal: init.signal }),
    })
  return {
    post,
    chat: (model, more = {}, init = {}) => post("/v1/chat/completions", { model, messages: user("Hi"), ...more }, init),
    messages: (model, more = {}, init = {}) =>
      post("/v1/messages", { model, max_tokens: 400, messages: user("Hi"), ...more }, init),
  }
}

/** A conversation of one message. */
export function user(content: string): { role: string; content: string }[] {
  return [{ role: "user", content }]
}

/** All events of a stream. */
export async function eventsOf(response: Response): Promise<{ event: string; data: string }[]> {
  return new SseDecoder().push(new Uint8Array(await response.arrayBuffer()))
}

/** The text of an OpenAI stream. */
export function contentOf(all: readonly { data: string }[]): string {
  return all
    .filter((event) => event.data !== "[DONE]")
    .map((event) => JSON.parse(event.data).choices[0]?.delta.content ?? "")
    .join("")
}
