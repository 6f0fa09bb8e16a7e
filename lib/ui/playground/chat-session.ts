/** What is asked with: everything but the key, which is never kept. Numbers are as typed; "" leaves a field out. */
export interface ChatSettings {
  readonly system: string
  readonly temperature: string
  readonly maxTokens: string
  readonly topP: string
  readonly seed: string
  readonly format: "" | "json_object" | "json_schema"
  /** A JSON schema, for `json_schema`. */
  readonly schema: string
  readonly effort: "" | "none" | "minimal" | "low" | "medium" | "high"
  /** A JSON list of tools, as the API takes them. */
  readonly tools: string
}

/** What a person said: to all models alike. */
export interface Ask {
  readonly id: string
  readonly text: string
  /** `data:` URLs. */
  readonly images: readonly string[]
}

export interface ToolCall {
  readonly id: string
  readonly name: string
  /** JSON, as the model wrote it. */
  readonly args: string
}

/** What one model said to one ask. */
export interface Answer {
  readonly askId: string
  readonly state: "running" | "done" | "stopped" | "failed"
  readonly text: string
  readonly reasoning: string
  readonly toolCalls: readonly ToolCall[]
  readonly finish: string | null
  readonly error: string | null
  readonly firstTokenMs: number | null
  readonly durationMs: number | null
  readonly promptTokens: number | null
  readonly completionTokens: number | null
  /** Dollars, from the request log. */
  readonly costUsd: number | null
  readonly callId: string | null
}

/** A model and its answers. */
export interface Panel {
  readonly id: string
  readonly model: string
  readonly answers: readonly Answer[]
}

export interface ChatSession {
  readonly settings: ChatSettings
  readonly asks: readonly Ask[]
  readonly panels: readonly Panel[]
}

export const MOST_PANELS = 4

export const NO_SETTINGS: ChatSettings = {
  system: "",
  temperature: "",
  maxTokens: "",
  topP: "",
  seed: "",
  format: "",
  schema: "",
  effort: "",
  tools: "",
}

export const EMPTY_ANSWER: Omit<Answer, "askId"> = {
  state: "running",
  text: "",
  reasoning: "",
  toolCalls: [],
  finish: null,
  error: null,
  firstTokenMs: null,
  durationMs: null,
  promptTokens: null,
  completionTokens: null,
  costUsd: null,
  callId: null,
}

/** A session without a word, for one model. */
export function emptySession(model: string): ChatSession {
  return { settings: NO_SETTINGS, asks: [], panels: [{ id: "a", model, answers: [] }] }
}

/** The session with one more thing said, and every panel's answer to it begun. */
export function withAsk(session: ChatSession, ask: Ask): ChatSession {
  return {
    ...session,
    asks: [...session.asks, ask],
    panels: session.panels.map((panel) => ({
      ...panel,
      answers: [...panel.answers, { ...EMPTY_ANSWER, askId: ask.id }],
    })),
  }
}

interface WhichAnswer {
  readonly panelId: string
  readonly askId: string
}

/** The session with this answer changed; one that was cleared away stays away. */
export function withAnswer(
  session: ChatSession,
  { panelId, askId }: WhichAnswer,
  change: Partial<Answer>,
): ChatSession {
  return {
    ...session,
    panels: session.panels.map((panel) => {
      if (panel.id !== panelId) return panel
      return { ...panel, answers: panel.answers.map((one) => (one.askId === askId ? { ...one, ...change } : one)) }
    }),
  }
}
