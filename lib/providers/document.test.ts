import { expect, it } from "vitest"
import { documentProviders } from "./document"

it("docs/providers.md says what the declarations say", async () => {
  await expect(documentProviders()).toMatchFileSnapshot("../../docs/providers.md")
})
