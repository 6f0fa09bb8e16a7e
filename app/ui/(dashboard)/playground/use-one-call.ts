import { useEffect, useRef, useState } from "react"
import { askGateway, callIdOf, type GatewayAsk, wasStopped, wordsOf } from "#lib/ui/playground/ask-gateway"
import { loggedCost } from "#lib/ui/playground/logged-cost"

/** A request that is answered in one piece. */
export type OneCall<T> =
  | { readonly state: "idle" | "running" | "stopped" }
  | { readonly state: "failed"; readonly error: string }
  | {
      readonly state: "done"
      readonly value: T
      readonly durationMs: number
      readonly callId: string | null
      /** Dollars; null until the log has told. */
      readonly costUsd: number | null
    }

/** Sends one request after the other; a new one, `stop` and leaving the page end the one that runs. `read` takes the answer apart. */
export function useOneCall<T>(read: (answer: Response) => Promise<T>) {
  const [call, setCall] = useState<OneCall<T>>({ state: "idle" })
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])

  async function send(ask: Omit<GatewayAsk, "signal">) {
    running.current?.abort()
    const controller = new AbortController()
    running.current = controller
    const tell = (next: OneCall<T>) => {
      if (running.current === controller) setCall(next)
    }
    tell({ state: "running" })
    const startedAt = performance.now()
    try {
      const answer = await askGateway({ ...ask, signal: controller.signal })
      const callId = callIdOf(answer)
      const done = {
        state: "done" as const,
        value: await read(answer),
        durationMs: performance.now() - startedAt,
        callId,
      }
      tell({ ...done, costUsd: null })
      if (callId !== null) tell({ ...done, costUsd: await loggedCost(callId, controller.signal) })
    } catch (e) {
      tell(wasStopped(e) ? { state: "stopped" } : { state: "failed", error: wordsOf(e) })
    }
  }

  return { call, send, stop: () => running.current?.abort() }
}
