import { expect, it } from "vitest"
import { beforeBytesLeave } from "./last-word"

it("the word of a request whose socket takes no bytes yet is not lost over the next one's, and each is said once", async () => {
  const said: string[] = []
  beforeBytesLeave(() => said.push("first"))
  beforeBytesLeave(() => said.push("second"))
  await new Promise((resolve) => setImmediate(resolve))
  expect(said).toEqual(["first", "second"])
})
