import { describe, expect, it } from "vitest"
import { chatOnly } from "./chat-only"
import { requestToHub } from "./request-to-hub"

const contents = [{ role: "user", parts: [{ text: "hi" }] }]
const asked = (more: Record<string, unknown>) => chatOnly(requestToHub({ model: "m", contents, ...more }))
const functionDeclarations = [{ name: "f" }]

describe("a Gemini request for another provider", () => {
  it("asks for a search in the hub's words, and only offers it beside functions", () => {
    const alone = asked({ tools: [{ googleSearch: {} }] })
    expect(alone.web_search_options).toEqual({})
    expect(alone).not.toHaveProperty("tools")
    const beside = asked({ tools: [{ google_search: {} }, { functionDeclarations }] })
    expect(beside).not.toHaveProperty("web_search_options")
    expect(beside.tools).toMatchObject([{ type: "function", function: { name: "f" } }])
  })

  it("leaves Google's bookkeeping out, and keeps a tier that others know", () => {
    const said = asked({ labels: { team: "a" }, modelArmorConfig: {}, store: false, serviceTier: "FLEX" })
    expect(Object.keys(said).sort()).toEqual(["messages", "model", "service_tier"])
    expect(said.service_tier).toBe("flex")
    expect(asked({ serviceTier: "standard" })).not.toHaveProperty("service_tier")
  })

  it.each([
    ["cachedContent", { cachedContent: "cachedContents/1" }],
    ["tools", { tools: [{ codeExecution: {} }] }],
    ["tools", { tools: [{ functionDeclarations }, { urlContext: {} }] }],
  ])("what only Google can do is refused, naming %s", (param, more) => {
    expect(() => asked(more)).toThrowError(expect.objectContaining({ status: 400, param }))
  })
})
