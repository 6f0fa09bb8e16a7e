import { expect, it } from "vitest"
import { Rounds } from "./rounds"

it("one that is stopped ends with the round that is running, and begins no other", async () => {
  let begun = 0
  let goOn: () => void = () => undefined
  const held = new Promise<void>((resolve) => (goOn = resolve))
  const rounds = new Rounds({
    waitMs: () => 0,
    async round() {
      begun++
      await held
    },
  })
  rounds.start("now")
  await expect.poll(() => begun).toBe(1)
  let ended = false
  const stopping = rounds.stop().then(() => (ended = true))
  await Promise.resolve()
  expect([ended, rounds.stopped.aborted]).toEqual([false, true])
  goOn()
  await stopping
  expect(begun).toBe(1)
})
