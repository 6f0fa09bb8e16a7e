import { expect } from "playwright/test"
import { askUntilCached } from "./ask-until-cached"
import { callEveryWay } from "./call-every-way"
import type { Stage } from "./stage"

/** A name no line has room for, of people and of things. */
export const LONG = "a-name-without-any-space-that-somebody-pasted-".repeat(4)

const hello = [{ role: "user" as const, content: "Hello" }]

/** Something on every page: keys in every state, requests of every kind, people, money, facts, a stored model, all with long names; once a stage. */
export async function furnishAll(stage: Stage): Promise<void> {
  if ((await stage.ledger.keys()).some(({ alias }) => alias === LONG)) return
  const key = await stage.makeKey({ key_alias: LONG, max_budget: 0.004, budget_duration: "1mo", duration: "2d" })
  const client = stage.client(key)
  await callEveryWay(client)
  const messages = [{ role: "user" as const, content: "unbroken".repeat(300) }]
  await client.chat.completions.create({ model: "big-bill", messages, max_tokens: 500 })
  await expect(client.chat.completions.create({ model: "busy-model", messages })).rejects.toThrow()
  await stage.makeKey({ key_alias: "a-blocked-one", models: ["fast-chat", "claude-writer"] })
  const blocked = await stage.makeKey({ key_alias: "blocked-one" })
  await stage.manage("/key/block", { key: blocked })
  await furnishPeople(stage)
  const other = stage.client(await stage.makeKey({ key_alias: "asks-twice" }))
  await askUntilCached(other, "big-bill", "Hello")
  await furnishMemory(stage)
  const stored = { model: `openai/${LONG}`, api_base: stage.providerUrl, api_key: "sk-of-the-provider" }
  await stage.manage("/model/new", { model_name: `a-stored-model-${LONG}`, litellm_params: stored })
}

/** A team, an organization, a user who asks for more, a customer and a tag with long names, budgets and blocks. */
async function furnishPeople(stage: Stage): Promise<void> {
  const [user_id, organization_id] = ["a-member", "an-organization"]
  const member = { user_id, role: "admin" }
  await stage.manage("/team/new", { team_id: "a-team", team_alias: LONG, max_budget: 1, members_with_roles: [member] })
  await stage.manage("/team/block", { team_id: "a-team" })
  await stage.manage("/user/update", { user_id, user_email: `${LONG}@example.com`, max_budget: 1 })
  const key = await stage.makeKey({ key_alias: "a-member-of-a-team", user_id, max_budget: 0.5 })
  await stage.client(key).chat.completions.create({ model: "fast-chat", messages: hello })
  const reason = `${LONG} is the reason. ${"And so on. ".repeat(20)}`
  await stage.manageAs(key, "/budget/request", { key, max_budget: 2, reason })
  await stage.manage("/customer/new", { user_id: LONG, max_budget: 1, budget_duration: "1mo" })
  await stage.manage("/budget/new", { budget_id: LONG, max_budget: 1, budget_duration: "1d", rpm_limit: 60 })
  await stage.manage("/organization/new", { organization_id, organization_alias: LONG, budget_id: LONG })
  await stage.manage("/organization/member_add", { organization_id, member: { user_id } })
  await stage.manage("/team/update", { team_id: "a-team", organization_id })
  await stage.manage("/tag/new", { name: LONG, description: LONG, max_budget: 1, blocked: true })
}

async function furnishMemory(stage: Stage): Promise<void> {
  await stage.manage("/memory", { user_id: LONG, fact: `${LONG} lives there. ${"And says so at length. ".repeat(12)}` })
  await stage.manage("/memory", { user_id: LONG, fact: "Likes tea." })
}
