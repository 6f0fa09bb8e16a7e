import type { Hidden, ModelStream } from "./hidden"

/** An answer in the shape of the API that was asked for (Anthropic's Messages, OpenAI's Responses …). */
export type DialectAnswer = Record<string, unknown> & Hidden

/** Its events. */
export type DialectStream = ModelStream<Record<string, unknown>>
