import { type Answer, type ChatSession, emptySession, NO_SETTINGS } from "./chat-session"

const NAME = "tollgate.playground"

/** Keeps the session for this tab until it is closed; without its images when they are too much. There is no key in it. */
export function keepSession(session: ChatSession): void {
  if (store(session)) return
  store({ ...session, asks: session.asks.map((ask) => ({ ...ask, images: [] })) })
}

function store(session: ChatSession): boolean {
  try {
    sessionStorage.setItem(NAME, JSON.stringify(session))
    return true
  } catch {
    // Full, or switched off: the conversation then lasts as long as the page.
    return false
  }
}

/** What was kept, as far as it can be read; an empty session for `model` when there is nothing. */
export function keptSession(model: string): ChatSession {
  try {
    return sessionOf(sessionStorage.getItem(NAME)) ?? emptySession(model)
  } catch {
    // Switched off.
    return emptySession(model)
  }
}

/** A session from its JSON; an answer that was on its way is one that was stopped. Null: it is none. */
export function sessionOf(text: string | null): ChatSession | null {
  try {
    const value = JSON.parse(text ?? "null") as ChatSession | null
    if (value === null || !Array.isArray(value.asks) || !Array.isArray(value.panels) || value.panels.length === 0)
      return null
    return {
      settings: { ...NO_SETTINGS, ...value.settings },
      asks: value.asks,
      panels: value.panels.map((panel) => ({ ...panel, answers: panel.answers.map(ended) })),
    }
  } catch {
    return null
  }
}

const ended = (answer: Answer): Answer => (answer.state === "running" ? { ...answer, state: "stopped" } : answer)
