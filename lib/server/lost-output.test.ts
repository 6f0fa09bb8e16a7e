import { afterAll, beforeAll, expect, it } from "vitest"
import { treeUse } from "#lib/bench/process-tree"
import { removeDataDir, type SpawnedGateway, spawnGateway } from "#lib/testing/spawn-gateway"

let gateway: SpawnedGateway
beforeAll(async () => {
  gateway = await spawnGateway({ yaml: "model_list: []" })
})
afterAll(async () => {
  await gateway.stop()
  removeDataDir(gateway.dataDir)
})

it("a gateway whose output nobody reads any more serves on, and does not spin over what it cannot say", async () => {
  gateway.stopReading()
  // A reload says what it found.
  gateway.configure("model_list: []\nno_such_key: 1\n")
  gateway.signal("SIGHUP")
  const answer = await fetch(`${gateway.url}/health/liveliness`)
  expect(answer.status).toBe(200)
  const before = treeUse(gateway.pid).nodeCpuUs
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  // Processor time of a second and a half: one that spins takes all of it that it gets.
  expect((treeUse(gateway.pid).nodeCpuUs - before) / 1_000).toBeLessThan(150)
})
