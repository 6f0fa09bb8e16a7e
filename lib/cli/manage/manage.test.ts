import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { parseArgs } from "#lib/cli/args"
import { manage } from "#lib/cli/commands/manage"
import { type Harness, harness, MASTER_KEY } from "#lib/testing/harness"
import { serveHarness } from "#lib/testing/serve-harness"

let gw: Harness
let served: Awaited<ReturnType<typeof serveHarness>>
beforeAll(async () => {
  gw = await harness()
  served = await serveHarness(gw)
})
afterAll(async () => {
  await served.close()
  await gw.close()
})

async function run(line: string, env: Record<string, string> = { LITELLM_PROXY_API_KEY: MASTER_KEY }) {
  const command = parseArgs([...line.split(" "), "--url", served.url], {})
  if (command.kind !== "manage") throw new Error(`read as ${command.kind}`)
  const said: string[] = []
  const status = await manage(command, env, (text) => said.push(text))
  return { status, text: said.join("\n") }
}

describe("tollgate <command of the API>", () => {
  it("makes a key with fields of every type, and reads it", async () => {
    const made = await run(
      'key generate --max_budget 5 --models ok,free --key_alias from-the-terminal --blocked false --metadata {"a":1}',
    )
    expect(made.text).toContain('"key": "sk-')
    expect(made.status).toBe(0)
    const listed = await run("key list --key_alias from-the-terminal --return_full_object true")
    expect(JSON.parse(listed.text).keys[0]).toMatchObject({
      max_budget: 5,
      models: ["ok", "free"],
      metadata: { a: 1 },
      blocked: false,
    })
  })

  it("a path with slashes is the same command, and a name in it is a field", async () => {
    expect((await run("/key/list")).status).toBe(0)
    expect((await run("credentials by_name --credential_name nobody")).status).toBe(1)
  })

  it("says what is wrong: an unknown command, an unknown or missing field, a wrong type, what the gateway refused", async () => {
    expect((await run("key genrate")).text).toContain("key generate")
    expect((await run("key")).text).toContain("key info")
    expect((await run("key generate --max_budgt 5")).text).toContain("--max_budget")
    expect(await run("key block")).toMatchObject({ status: 2, text: expect.stringContaining("Missing: --key") })
    expect((await run("key generate --rpm_limit lots")).text).toContain("--rpm_limit takes integer")
    expect(await run("key generate --max_budget -1")).toMatchObject({
      status: 1,
      text: expect.stringContaining("max_budget"),
    })
    expect((await run("key list", {})).text).toContain("LITELLM_MASTER_KEY")
  })

  it("explains itself", async () => {
    const { text } = await run("key generate --help")
    expect(text).toContain("POST /key/generate")
    expect(text).toContain("--max_budget")
  })
})
