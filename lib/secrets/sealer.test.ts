import { expect, it } from "vitest"
import { makeSealer, WrongSaltKey } from "./sealer"

const sealer = makeSealer("a salt key of the tests")

it("opens what it sealed, also as another process with the same key, and never seals twice alike", () => {
  const sealed = sealer.seal('{"api_key":"sk-secret-ü"}', "models:a")
  expect(sealed).not.toContain("secret")
  expect(makeSealer("a salt key of the tests").open(sealed, "models:a")).toBe('{"api_key":"sk-secret-ü"}')
  expect(sealer.seal('{"api_key":"sk-secret-ü"}', "models:a")).not.toBe(sealed)
})

it("refuses the text of another owner, a changed one and a cut one", () => {
  const sealed = sealer.seal("text", "models:a")
  expect(() => sealer.open(sealed, "models:b")).toThrow("belongs to another entry")
  const last = sealed.at(-2) === "A" ? "B" : "A"
  expect(() => sealer.open(sealed.slice(0, -2) + last + sealed.slice(-1), "models:a")).toThrow("it was changed")
  expect(() => sealer.open(sealed.slice(0, 20), "models:a")).toThrow("it is cut off")
  expect(() => sealer.open("sk-plain", "models:a")).toThrow("it is no sealed text")
})

it("says that another salt key sealed it", () => {
  const sealed = sealer.seal("text", "models:a")
  expect(() => makeSealer("another").open(sealed, "models:a")).toThrow(WrongSaltKey)
})
