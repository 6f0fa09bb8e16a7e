import { randomUUID } from "node:crypto"
import type { Log } from "#lib/core/log"
import type { Database } from "#lib/db/open"
import { within } from "#lib/db/within"
import type { Bus } from "#lib/store/bus"
import { payloadText, readPayload } from "#lib/store/bus-payload"
import { MemoryBus } from "#lib/store/memory/bus"

const CHANNEL = "tollgate"
const TIMEOUT_MS = 5_000

interface PostgresBusOptions {
  /** Called when the connection is there again after it was lost: messages may have been missed meanwhile. */
  readonly onGap?: () => void
}

/** `ready` settles once this process hears the others (it keeps trying by itself). */
export interface PostgresBus extends Bus {
  readonly ready: Promise<void>
}

/**
 * A bus over LISTEN/NOTIFY: one channel, one connection, which is made anew whenever it is lost. The process's own
 * listeners are called directly, with or without a database.
 */
export function openPostgresBus(db: Database, log: Log, { onGap }: PostgresBusOptions = {}): PostgresBus {
  const local = new MemoryBus(log)
  const origin = randomUUID()
  let heard: () => void = () => undefined
  const ready = new Promise<void>((resolve) => (heard = resolve))
  let connections = 0
  const onListen = () => {
    heard()
    if (connections++ === 0) return
    log.info("the bus is connected again")
    onGap?.()
  }
  const receive = (payload: string) => {
    const sent = readPayload(payload)
    if (sent !== null && sent.origin !== origin) local.deliver(sent.topic, sent.message)
  }
  // A failure here is the first attempt's; the driver goes on trying until the clients are closed.
  const listening = db.sql.listen(CHANNEL, receive, onListen).catch((e) => {
    log.warn("the bus has no connection yet; it keeps trying", { error: String(e) })
  })
  return {
    ready,
    subscribe: (topic, listener) => local.subscribe(topic, listener),
    async publish(topic, message) {
      local.check(topic, message)
      local.deliver(topic, message)
      await within(
        db.sql.notify(CHANNEL, payloadText({ origin, topic, message })),
        TIMEOUT_MS,
        "telling other processes",
      )
    },
    async close() {
      await local.close()
      const meta = await within(listening, TIMEOUT_MS, "listening").catch(() => undefined)
      await within(Promise.resolve(meta?.unlisten()), TIMEOUT_MS, "unlisten").catch(() => undefined)
    },
  }
}
