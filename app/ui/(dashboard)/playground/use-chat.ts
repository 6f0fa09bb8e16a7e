import { useEffect, useEffectEvent, useRef, useState } from "react"
import { askGateway, callIdOf, eventsOf, wasStopped, wordsOf } from "#lib/ui/playground/ask-gateway"
import { chatBody } from "#lib/ui/playground/chat-request"
import {
  type Answer,
  type Ask,
  type ChatSession,
  EMPTY_ANSWER,
  type Panel,
  withAnswer,
  withAsk,
} from "#lib/ui/playground/chat-session"
import { saysSomething, withChunk } from "#lib/ui/playground/chat-stream"
import { keepSession, keptSession } from "#lib/ui/playground/kept-session"
import { loggedCost } from "#lib/ui/playground/logged-cost"

interface Asking {
  readonly session: ChatSession
  readonly panel: Panel
  readonly askId: string
}

/** The conversation of the chat tab: what was said, how to say more, and how to stop it. It survives a reload of the tab. */
export function useChat(model: string, apiKey: string) {
  const [session, setSession] = useState(() => keptSession(model))
  const running = useRef<AbortController | null>(null)
  /** Ends what is still asked about answers that are there already: a stop does not, leaving the page does. */
  const leaving = useRef<AbortController | null>(null)
  // The external system: the tab's own storage.
  useEffect(() => {
    // A stream changes the session many times a second; what is kept may be a moment behind.
    const timer = setTimeout(() => keepSession(session), 200)
    return () => clearTimeout(timer)
  }, [session])
  const keep = useEffectEvent(() => keepSession(session))
  // The external system: the window, which may be left before that moment is over.
  useEffect(() => {
    const leave = () => keep()
    window.addEventListener("pagehide", leave)
    return () => {
      window.removeEventListener("pagehide", leave)
      leave()
    }
  }, [])
  // Who leaves the page does not pay for answers nobody reads.
  useEffect(() => {
    const left = new AbortController()
    leaving.current = left
    return () => {
      left.abort()
      running.current?.abort()
    }
  }, [])

  function answer({ panel, askId }: Asking, change: Partial<Answer>) {
    setSession((now) => withAnswer(now, { panelId: panel.id, askId }, change))
  }

  async function stream(asking: Asking, signal: AbortSignal) {
    const startedAt = performance.now()
    const since = () => performance.now() - startedAt
    let said: Answer = { ...EMPTY_ANSWER, askId: asking.askId }
    const tell = (change: Partial<Answer>) => {
      said = { ...said, ...change }
      answer(asking, change)
    }
    try {
      const body = { ...chatBody(asking.session, asking.panel), stream: true, stream_options: { include_usage: true } }
      const reply = await askGateway({ path: "/v1/chat/completions", key: apiKey, body, signal })
      tell({ callId: callIdOf(reply) })
      for await (const data of eventsOf(reply)) {
        const firstTokenMs = said.firstTokenMs ?? (saysSomething(data) ? since() : null)
        tell({ ...withChunk(said, data), firstTokenMs })
      }
      tell({ state: said.error === null ? "done" : "failed", durationMs: since() })
    } catch (e) {
      tell(wasStopped(e) ? { state: "stopped" } : { state: "failed", error: wordsOf(e) })
      tell({ durationMs: since() })
    }
    const left = leaving.current?.signal
    if (said.callId !== null && left) answer(asking, { costUsd: await loggedCost(said.callId, left) })
  }

  /** Asks all panels at once. */
  function send(ask: Ask) {
    const next = withAsk(session, ask)
    setSession(next)
    const controller = new AbortController()
    running.current = controller
    const all = next.panels.map((panel) => stream({ session: next, panel, askId: ask.id }, controller.signal))
    void Promise.allSettled(all)
  }

  return {
    session,
    setSession,
    send,
    stop: () => running.current?.abort(),
    isRunning: session.panels.some(({ answers }) => answers.some(({ state }) => state === "running")),
  }
}
