import { setTimeout as sleep } from "node:timers/promises"
import { chatBody } from "./chat-body"
import { answerCostNano, type Gateway } from "./gateway"

/** Whether the gateway's book is right to the nano-dollar. */
export interface Billing {
  readonly requests: number
  readonly expectedNano: number
  readonly bookedNano: number
  /** From the last answer until the book was right, or the time given up after. */
  readonly settledMs: number
}

const requests = 200
const atOnce = 10
const giveUpMs = 15_000

/** Sends a counted number of requests to their end on a fresh key, half of them streams, and waits for the key's spend. */
export async function checkBilling(gateway: Gateway): Promise<Billing> {
  const key = await gateway.makeKey()
  let next = 0
  const lane = async () => {
    for (let n = next++; n < requests; n = next++) await askOnce(gateway.child.url, key, n % 2 === 1)
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  const expectedNano = requests * answerCostNano
  return { requests, expectedNano, ...(await settle(() => gateway.spendNano(key), expectedNano)) }
}

/** Waits until the book says what is expected, or gives up. */
async function settle(
  read: () => Promise<number>,
  expectedNano: number,
): Promise<Pick<Billing, "bookedNano" | "settledMs">> {
  const startedAt = performance.now()
  for (;;) {
    const bookedNano = await read()
    const settledMs = performance.now() - startedAt
    if (bookedNano === expectedNano || settledMs > giveUpMs) return { bookedNano, settledMs }
    await sleep(100)
  }
}

/** What the loads' own key was booked, once it no longer changes: the generator cuts its last requests, so this is no exact figure. */
export async function settledSpend(gateway: Gateway, key: string): Promise<number> {
  let last = -1
  for (const startedAt = performance.now(); performance.now() - startedAt < giveUpMs; await sleep(1_000)) {
    const now = await gateway.spendNano(key)
    if (now === last && now > 0) return now
    last = now
  }
  return last
}

async function askOnce(url: string, key: string, stream: boolean): Promise<void> {
  const response = await fetch(`${url}/v1/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
    body: chatBody(stream),
    signal: AbortSignal.timeout(10_000),
  })
  const text = await response.text()
  if (response.status !== 200)
    throw new Error(`a billing request was answered ${response.status}: ${text.slice(0, 300)}`)
}
