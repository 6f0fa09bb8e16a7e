import { afterEach, describe, expect, it } from "vitest"
import { makeLog } from "#lib/core/log"
import { type Bus, MAX_MESSAGE_BYTES } from "./bus"

/** A bus to test, and where its log goes. */
export interface BusUnderTest {
  readonly bus: Bus
  readonly logged: string[]
}

/** A log that is kept, for a bus to test. */
export function keptLog() {
  const logged: string[] = []
  return { logged, log: makeLog("debug", (line) => logged.push(line)) }
}

/** What every bus promises, whatever carries it. */
export function busContract(name: string, make: () => Promise<BusUnderTest>): void {
  const open: Bus[] = []
  const started = async () => {
    const made = await make()
    open.push(made.bus)
    return made
  }
  afterEach(() => Promise.all(open.splice(0).map((bus) => bus.close())))

  describe(name, () => {
    it("calls the topic's listeners, and only those, before publish is done", async () => {
      const { bus } = await started()
      const heard: string[] = []
      bus.subscribe("key", (message) => heard.push(`1 ${message}`))
      bus.subscribe("key", (message) => heard.push(`2 ${message}`))
      bus.subscribe("team", (message) => heard.push(`3 ${message}`))
      await bus.publish("key", "a")
      expect(heard).toEqual(["1 a", "2 a"])
    })

    it("keeps the order and every character of the messages", async () => {
      const { bus } = await started()
      const heard: string[] = []
      bus.subscribe("t", (message) => heard.push(message))
      const sent = ["", "it's", '"\\', "äöü 🚦", "\n", "1"]
      for (const message of sent) await bus.publish("t", message)
      expect(heard).toEqual(sent)
    })

    it("ends one subscription without touching another of the same function", async () => {
      const { bus } = await started()
      let heard = 0
      const listener = () => {
        heard++
      }
      const end = bus.subscribe("t", listener)
      bus.subscribe("t", listener)
      await bus.publish("t", "")
      expect(heard).toBe(2)
      end()
      end()
      await bus.publish("t", "")
      expect(heard).toBe(3)
    })

    it("a listener that throws is logged and stops neither the others nor the publisher", async () => {
      const { bus, logged } = await started()
      const heard: string[] = []
      bus.subscribe("t", () => {
        throw new Error("no good")
      })
      bus.subscribe("t", (message) => heard.push(message))
      await bus.publish("t", "a")
      expect(heard).toEqual(["a"])
      expect(logged.join()).toContain("no good")
    })

    it("refuses a message that is too long, and nobody hears it", async () => {
      const { bus } = await started()
      const heard: string[] = []
      bus.subscribe("t", (message) => heard.push(message))
      await bus.publish("t", "x".repeat(MAX_MESSAGE_BYTES - 10))
      await expect(bus.publish("t", "x".repeat(MAX_MESSAGE_BYTES))).rejects.toThrow(RangeError)
      expect(heard).toHaveLength(1)
    })

    it("is silent once it is closed", async () => {
      const { bus } = await started()
      let heard = 0
      bus.subscribe("t", () => {
        heard++
      })
      await bus.close()
      await expect(bus.publish("t", "")).rejects.toThrow(/closed/)
      await bus.close()
      expect(heard).toBe(0)
    })
  })
}
