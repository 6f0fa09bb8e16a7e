import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { Caller } from "#lib/identity/caller"
import { NO_DEFAULTS } from "./defaults"
import { documentRoles, RANKS } from "./document-roles"
import { resources } from "./index"
import { adminHarness, type Harness, MASTER } from "./test-harness"
import { onePersonOfEach } from "./test-people"
import matrix from "./testdata/access-matrix.json"

let gw: Harness
let people: Readonly<Record<(typeof RANKS)[number], Caller>>
beforeAll(async () => {
  gw = await adminHarness({
    defaults: () => ({ ...NO_DEFAULTS, availableTeams: ["open"] }),
    reloadConfig: async () => ({ ok: true, findings: [], models: 0 }),
  })
  people = await onePersonOfEach(gw)
})
afterAll(() => gw.drop())

/** What a route is asked with so that its permission decides, not the reach of the one who asks: something of their own. */
const OWN: Readonly<Record<string, (who: Caller) => unknown>> = {
  "POST /user/update": (who) => ({ user_id: who.person?.userId ?? "internal_user" }),
  "POST /user/new": () => ({ organizations: ["org"], user_id: crypto.randomUUID() }),
  "POST /team/new": () => ({ organization_id: "org" }),
  "POST /team/member_add": (who) =>
    who.person === undefined ? {} : { team_id: "open", member: { user_id: who.person.userId } },
  "POST /key/generate": (who) => (who.role === "internal_user_viewer" ? { team_id: "team" } : {}),
}

describe("who may call what (S9)", () => {
  const routes = resources.flatMap((resource) => Object.values(resource.endpoints).map((e) => `${e.method} ${e.path}`))

  test("the matrix has a row for every endpoint and for nothing else", () => {
    expect(Object.keys(matrix).sort()).toEqual(routes.toSorted())
  })

  test.each(Object.entries(matrix))("%s", async (route, allowed) => {
    const admins = [["master", MASTER] as const, ["session", { ...MASTER, kind: "session" }] as const]
    const passed: string[] = []
    for (const [name, caller] of [...admins, ...RANKS.map((rank) => [rank, people[rank]] as const)]) {
      // A key of one's own, made for this call: some of these do away with it.
      const key = route.includes("/:key/") ? await ownKey(caller, route) : ""
      const path = route.replace("/:key/", `/${key}/`).replace(/:[a-z_]+/, "x")
      const answer = await gw.call(path, { caller, body: OWN[route]?.(caller) ?? {} })
      if (answer.status !== 403) passed.push(name)
    }
    expect(passed).toEqual(["master", "session", ...RANKS.filter((rank) => (allowed as string[]).includes(rank))])
  })

  test("docs/roles.md says what the matrix says", async () => {
    await expect(documentRoles(matrix)).toMatchFileSnapshot("../../docs/roles.md")
  })
})

/** A rotated secret is for the key itself; the rest is for keys of the caller's user. */
async function ownKey({ person, role, key }: Caller, route: string): Promise<string> {
  if (person === undefined || route.endsWith("/rotated")) return key?.token ?? "x"
  const fields = role === "internal_user" ? { organization_id: "org" } : {}
  return (await gw.newKey({ user_id: person.userId, ...fields })).token
}
