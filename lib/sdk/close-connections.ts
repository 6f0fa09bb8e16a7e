import { closeSender } from "./engine"

/** Closes every connection to providers; the next call opens new ones. For programs and tests that want nothing left open. */
export async function closeConnections(): Promise<void> {
  await closeSender()
}
