import { expect, test } from "vitest"
import { spawnMockProvider } from "./spawn-mock-provider"

test("the mock runs in a process of its own, can be asked what it served, and is gone after close", async () => {
  const mock = await spawnMockProvider()
  const body = JSON.stringify({ model: "usage-7-3", messages: [{ role: "user", content: "Hi" }] })
  const answer = await (await fetch(`${mock.url}/v1/chat/completions`, { method: "POST", body })).json()
  expect(answer.usage.total_tokens).toBe(10)
  await expect.poll(() => mock.stats()).toMatchObject({ served: 1, promptTokens: 7, completionTokens: 3 })
  expect(await mock.requests()).toMatchObject([{ model: "usage-7-3", outcome: "served" }])
  await mock.reset()
  expect(await mock.stats()).toMatchObject({ received: 0 })
  await mock.close()
  await expect(fetch(mock.url)).rejects.toThrow()
})
