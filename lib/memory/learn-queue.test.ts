import { expect, it } from "vitest"
import { makeLog } from "#lib/core/log"
import { LearnQueue } from "./learn-queue"

it("does two at a time, holds so many, lets the others go, and outlives a failure", async () => {
  const lines: string[] = []
  const begun: number[] = []
  const finish: (() => void)[] = []
  const queue = new LearnQueue<number>({
    log: makeLog("debug", (line) => lines.push(line)),
    maxWaiting: 2,
    work: async (job) => {
      begun.push(job)
      await new Promise<void>((resolve) => finish.push(resolve))
      if (job === 1) throw new Error("the model is away")
    },
  })
  for (const job of [1, 2, 3, 4, 5]) queue.add(job)
  expect(begun).toEqual([1, 2])
  const idle = queue.idle()
  while (begun.length < 4) {
    finish.shift()?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  for (const end of finish) end()
  await idle
  expect(begun).toEqual([1, 2, 3, 4])
  expect(lines.join("")).toContain("too many are waiting")
  expect(lines.join("")).toContain("the model is away")
})

it("takes nothing more once it was stopped", async () => {
  const begun: number[] = []
  const queue = new LearnQueue<number>({
    log: makeLog("debug", () => undefined),
    work: async (job) => void begun.push(job),
  })
  await queue.stop()
  queue.add(1)
  expect(begun).toEqual([])
})
