import { expect, it } from "vitest"
import { canReplay, paysWith } from "./replay"
import type { Visitor } from "./visitor"

const visitor = (role: Visitor["role"], userId: string | null = "u"): Visitor => ({
  userId,
  role,
  administratesTeams: false,
  administratesOrganizations: false,
})
const LOG = { call_type: "acompletion", request: { model: "m", messages: [] } }

it("who may ask models may ask again what was kept whole", () => {
  expect(canReplay(visitor("internal_user"), LOG)).toBeNull()
  expect(canReplay(visitor("proxy_admin_viewer"), LOG)).toContain("role")
  expect(canReplay(visitor("proxy_admin"), { ...LOG, request: null })).toContain("store_prompts_in_spend_logs")
  expect(canReplay(visitor("proxy_admin"), { ...LOG, request: { truncated: true } })).toContain("beginning")
  expect(canReplay(visitor("proxy_admin"), { ...LOG, call_type: "aspeech" })).toContain("aspeech")
})

it("everybody pays with keys of their own, the admin also with the master key", () => {
  const key = (token: string, user_id: string | null) => ({ token, user_id, key_name: null, key_alias: null })
  const keys = [key("mine", "u"), key("theirs", "v"), key("nobody's", null)]
  expect(paysWith(visitor("internal_user"), keys).map(({ token }) => token)).toEqual(["mine"])
  expect(paysWith(visitor("internal_user", null), keys)).toEqual([])
  expect(paysWith(visitor("proxy_admin", null), keys).map(({ token }) => token)[0]).toBe("master")
})
