import { apiGet } from "../api"
import type { SpendPageOutput } from "../api.gen"

const TRIES = 4
const PAUSE_MS = 500

/** What the request log says this call cost, dollars; null when it cannot be seen there (yet), or `signal` ended the asking. */
export async function loggedCost(callId: string, signal: AbortSignal): Promise<number | null> {
  for (let tried = 0; tried < TRIES && !signal.aborted; tried++) {
    try {
      const { data } = await apiGet<SpendPageOutput>("/spend/logs/v2", { request_id: callId, page_size: 1 }, signal)
      const [row] = data
      if (row !== undefined) return row.spend
    } catch {
      // Another's key, or the log is away: the answer stands without its cost.
      return null
    }
    // The row is written once the connection has ended.
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
  return null
}
