/** A message on its way to other processes; `origin` is the bus it was published on, which does not need it again. */
export interface BusPayload {
  readonly origin: string
  readonly topic: string
  readonly message: string
}

export function payloadText({ origin, topic, message }: BusPayload): string {
  return JSON.stringify([origin, topic, message])
}

/** Null for what no bus has sent. */
export function readPayload(payload: string): BusPayload | null {
  try {
    const [origin, topic, message] = JSON.parse(payload) as unknown[]
    return typeof origin === "string" && typeof topic === "string" && typeof message === "string"
      ? { origin, topic, message }
      : null
  } catch {
    return null
  }
}
