import type { GatewayError } from "#lib/core/errors"
import { SseDecoder } from "#lib/core/sse"
import type { Deployment } from "#lib/router/deployment"
import type { StreamPipe } from "#lib/router/translated-stream"
import type { Usage } from "#lib/wire/chat"
import type { Dialect } from "#lib/wire/dialect"
import { asObject, parseJson } from "#lib/wire/read-json"

/** The dialects in which a deployment's provider may answer. */
export function spokenBy({ chat, also }: Deployment): readonly Dialect[] {
  return [...(chat === null ? [] : [chat.dialect]), ...also.map(({ service }) => service.dialect)]
}

/** Usage of a whole answer, where one of these dialects knows it; null elsewhere. */
export function usageOf(text: string, dialects: readonly Dialect[]): Usage | null {
  const answer = asObject(tried(() => parseJson(text)))
  if (answer === null) return null
  const spoken = dialects.find((dialect) => dialect.isAnswer(answer))
  if (spoken !== undefined) return spoken.usage(answer)
  return asObject(answer.usage) === null ? null : (dialects[0]?.usage(answer) ?? null)
}

/** Bytes as they come; events are looked at for usage and text in every dialect its provider speaks. */
export class PassedStream implements StreamPipe {
  readonly #views: readonly View[]
  readonly #events: SseDecoder | null
  readonly #always: Partial<Usage> | null
  readonly failed: GatewayError | null = null
  readonly done = false

  /** `always`: what is used whatever the events say. */
  constructor(dialects: readonly Dialect[], isEvents: boolean, always: Partial<Usage> | null = null) {
    this.#always = always
    this.#views = dialects.map((dialect) => ({ dialect, usage: {}, text: "", finished: false }))
    this.#events = isEvents ? new SseDecoder() : null
  }

  get usage(): Partial<Usage> | null {
    const read = this.#view?.usage ?? null
    return this.#always === null ? read : { ...this.#always, ...read }
  }

  get finished(): boolean {
    return this.#view?.finished ?? false
  }

  push(block: Buffer): Buffer {
    for (const event of this.#events?.push(block) ?? []) {
      for (const view of this.#views) {
        const { usage, text, done, finished } = view.dialect.peek(event)
        if (usage !== undefined) Object.assign(view.usage, usage)
        if (text !== undefined) view.text += text
        if (done === true || finished === true) view.finished = true
      }
    }
    return block
  }

  end(): null {
    return null
  }

  deliveredText(): string {
    return this.#view?.text ?? this.#views.find(({ text }) => text !== "")?.text ?? ""
  }

  /** The dialect that understood something. */
  get #view(): View | undefined {
    return this.#views.find(({ usage }) => Object.keys(usage).length > 0)
  }
}

interface View {
  readonly dialect: Dialect
  readonly usage: Partial<Usage>
  text: string
  finished: boolean
}

function tried<T>(read: () => T): T | null {
  try {
    return read()
  } catch {
    return null
  }
}
