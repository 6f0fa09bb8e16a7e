import { expect, it } from "vitest"
import { documentConfig } from "./document"

it("docs/config.md says what the schema and the table of effects say", async () => {
  await expect(documentConfig()).toMatchFileSnapshot("../../docs/config.md")
})
