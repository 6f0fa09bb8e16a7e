import { answerKind } from "./answer-kind"
import { askModel } from "./ask"
import { Call } from "./call"
import type { Hidden } from "./hidden"
import { kindBody } from "./kind-body"
import type { CallOptions } from "./options"

/** What is to be judged. */
export interface ModerationOptions extends Omit<CallOptions, "model"> {
  input: string | readonly unknown[]
  /** Absent: `omni-moderation-latest`. */
  model?: string | undefined
}

/** A judgement for each input. */
export type ModerationResponse = {
  id: string
  model: string
  results: { flagged: boolean; categories: Record<string, boolean>; [field: string]: unknown }[]
  [field: string]: unknown
} & Hidden

const DEFAULT_MODEL = "openai/omni-moderation-latest"

/** Tells whether texts or images are harmful. Throws as `completion` does. */
export async function moderation(options: ModerationOptions): Promise<ModerationResponse> {
  const call = new Call("moderation", { ...options, model: options.model ?? DEFAULT_MODEL } as CallOptions)
  return answerKind<ModerationResponse>(call, () => askModel(call, kindBody("moderations")))
}
