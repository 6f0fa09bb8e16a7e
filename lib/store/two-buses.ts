import type { Bus } from "./bus"

/**
 * What is published goes over the first bus while that reaches the others, else over the second; both are heard. For news that may be
 * heard twice: the process's own listeners are called once more when the first bus turns out to be away. Closing it closes neither.
 */
export function twoBuses(first: Bus, second: Bus): Bus {
  return {
    subscribe(topic, listener) {
      const ends = [first.subscribe(topic, listener), second.subscribe(topic, listener)]
      return () => {
        for (const end of ends) end()
      }
    },
    async publish(topic, message) {
      try {
        await first.publish(topic, message)
      } catch (e) {
        if (e instanceof RangeError) throw e
        await second.publish(topic, message)
      }
    },
    close: () => Promise.resolve(),
  }
}
