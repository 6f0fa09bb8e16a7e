import { expect, test } from "vitest"
import { type Harness, harness } from "#lib/testing/harness"

interface Findings {
  readonly findings: readonly { readonly severity: string; readonly where: string; readonly message: string }[]
}

const findings = async (gw: Harness) =>
  ((await gw.send("GET", "/config/findings")).json as unknown as Findings).findings.map(
    ({ severity, message }) => `${severity}: ${message}`,
  )

test("a weak master key is said over the API, and the key is not", async () => {
  const gw = await harness({
    yaml: `model_list: []
general_settings: {master_key: sk-1234}
`,
  })
  const found = (await findings(gw)).join("\n")
  expect(found).toContain("warning: general_settings.master_key: the master key is one that everyone knows")
  expect(found).not.toContain("sk-1234")
  await gw.close()
})
