import { randomUUID } from "node:crypto"
import { within } from "#lib/db/within"
import type { Bus } from "#lib/store/bus"
import { payloadText, readPayload } from "#lib/store/bus-payload"
import { MemoryBus } from "#lib/store/memory/bus"
import { connectRedis, type RedisAddress, type RedisClient, type RedisConnecting, readyClient } from "./connect"

const TIMEOUT_MS = 900

export interface RedisBusOptions extends Omit<RedisConnecting, "onReady"> {
  /** Keeps deployments apart that use one Redis. */
  readonly prefix: string
  /** What publishes; it may serve other things too. */
  readonly client: Promise<RedisClient>
}

/** `ready` settles once this process hears the others (it keeps trying by itself). */
export interface RedisBus extends Bus {
  readonly ready: Promise<void>
}

/** A bus over Redis' PUBLISH and SUBSCRIBE, with a connection of its own for listening. Closing it leaves the given client open. */
export function openRedisBus(address: RedisAddress, { log, what, prefix, client }: RedisBusOptions): RedisBus {
  const channel = `${prefix}bus`
  const local = new MemoryBus(log)
  const origin = randomUUID()
  let heard: () => void = () => undefined
  const ready = new Promise<void>((resolve) => (heard = resolve))
  const receive = (payload: string) => {
    const sent = readPayload(payload)
    if (sent !== null && sent.origin !== origin) local.deliver(sent.topic, sent.message)
  }
  let subscribed = false
  const onReady = (listening: RedisClient) => {
    // The client subscribes again by itself after each reconnection.
    if (subscribed) return
    subscribed = true
    listening.subscribe(channel, receive).then(heard, () => {
      subscribed = false
    })
  }
  const listening = connectRedis(address, { log, what, onReady })
  listening.catch((e) => log.error("the Redis client cannot be used", { error: String(e) }))
  return {
    ready,
    subscribe: (topic, listener) => local.subscribe(topic, listener),
    async publish(topic, message) {
      local.check(topic, message)
      local.deliver(topic, message)
      const sending = readyClient(client).then((c) => c.publish(channel, payloadText({ origin, topic, message })))
      await within(sending, TIMEOUT_MS, "telling other processes")
    },
    async close() {
      await local.close()
      await listening.then((c) => c.destroy()).catch(() => undefined)
    },
  }
}
