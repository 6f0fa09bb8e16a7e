import type { Strategy } from "./strategy"

/**
 * The fastest deployment, or one within `lowest_latency_buffer` of it. Streams are measured to their first token, whole
 * answers per output token; who was never seen is tried first.
 */
export const latencyBased: Strategy = {
  id: "latency-based-routing",
  figure: "milliseconds to the first token (streams) or per output token",
  loser: "slower",
  needs: "latency",
  figures: (candidates, ask, observed) =>
    candidates.map((deployment) => {
      const ms = ask.stream ? observed.firstTokenMs(deployment) : observed.perTokenMs(deployment)
      return ms ?? 0
    }),
  chances(figures, buffer) {
    const most = Math.min(...figures) * (1 + buffer)
    return figures.map((figure) => (figure <= most ? 1 : 0))
  },
}
