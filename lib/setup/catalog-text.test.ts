import { mkdtempSync, readFileSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { openCatalog } from "#lib/catalog/catalog"
import { catalogText } from "./catalog-text.mjs"

const TABLE = {
  sample_spec: { litellm_provider: "one of them" },
  "z/model": { litellm_provider: "z", input_cost_per_token: 1e-6, source: "somewhere", deprecation_date: "2027-01-01" },
  "a-model": { litellm_provider: "a", output_cost_per_token: 2e-6 },
}

describe("the catalog's refresh", () => {
  it("writes a table the catalog reads, sorted, without what nothing reads", () => {
    const { text, models } = catalogText(JSON.stringify(TABLE))
    expect(models).toBe(2)
    const file = join(mkdtempSync(join(tmpdir(), "catalog-")), "models.json")
    writeFileSync(file, text)
    const catalog = openCatalog(file)
    expect(catalog.size).toBe(2)
    expect(catalog.find("z", "model")?.fields).toEqual({
      litellm_provider: "z",
      input_cost_per_token: 1e-6,
      deprecation_date: "2027-01-01",
    })
  })

  it("refuses what is no price table", () => {
    expect(() => catalogText("[]")).toThrow("no object")
    expect(() => catalogText('{"gpt":{"input_cost_per_token":1}}')).toThrow("lists no model")
  })

  it("would write the table that is here again, letter by letter", () => {
    const own = readFileSync(new URL("../catalog/models.json", import.meta.url), "utf8")
    expect(catalogText(own).text === own).toBe(true)
  })
})
