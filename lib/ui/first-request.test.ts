import { execFileSync } from "node:child_process"
import { expect, it } from "vitest"
import { firstRequest } from "./first-request"

it("is one shell command, whatever the model is called", () => {
  const model = `it's "odd" $(x)`
  const script = firstRequest("http://gw.test", model).replace(/^curl/, "printf '%s\\n'")
  const args = execFileSync("sh", ["-c", script], { env: { ...process.env, TOLLGATE_KEY: "sk-1" }, encoding: "utf8" })
    .trim()
    .split("\n")
  expect(args[0]).toBe("http://gw.test/v1/chat/completions")
  expect(args[2]).toBe("Authorization: Bearer sk-1")
  expect(JSON.parse(args.at(-1) ?? "")).toMatchObject({ model })
})
