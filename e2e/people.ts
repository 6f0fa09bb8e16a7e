import type { APIRequestContext, PlaywrightWorkerArgs } from "playwright/test"
import type { Stage } from "./stage"

const PASSWORD = "correct horse battery"

/** A visitor and what pages offer them to do: exactly these buttons and menu items, and on pages that are not named none. */
export interface Person {
  readonly role: string
  /** Null: the master key. */
  readonly userId: string | null
  /** Sees nothing of the other team. */
  readonly limited: boolean
  readonly acts: Readonly<Record<string, readonly string[]>> | "all"
}

const OWN = {
  "/ui/keys": ["Create key", "Edit", "Block", "Delete"],
  "/ui/playground": ["Make one for an hour"],
  "/ui/connect": ["Create a key for this"],
  "/ui/memory": ["Add fact", "Add the first fact"],
} as const

export const ADMIN: Person = { role: "admin", userId: null, limited: false, acts: "all" }
export const OTHERS: readonly Person[] = [
  { role: "admin viewer", userId: "vera", limited: false, acts: {} },
  {
    role: "team admin",
    userId: "tess",
    limited: true,
    acts: {
      ...OWN,
      "/ui/teams": ["Edit"],
      "/ui/teams/team?id=platform": ["Edit", "Add member", "Remove", "Create key"],
    },
  },
  {
    role: "internal user",
    userId: "ida",
    limited: true,
    acts: { ...OWN, "/ui/teams/team?id=platform": ["Create key"] },
  },
]

const furnished = new WeakSet<Stage>()

/** Two teams with people, keys and requests, and one of everything else there is a page for; once a stage. */
export async function furnish(stage: Stage): Promise<void> {
  if (furnished.has(stage)) return
  furnished.add(stage)
  for (const [user_id, user_role] of [
    ["vera", "proxy_admin_viewer"],
    ["tess", "internal_user"],
    ["ida", "internal_user"],
    ["eve", "internal_user"],
  ] as const) {
    const user = { user_id, user_email: `${user_id}@example.com`, user_role, auto_create_key: false }
    await stage.manage("/user/new", user)
  }
  const organization = { organization_id: "north", organization_alias: "North" }
  await stage.manage("/organization/new", organization)
  await furnishTeam(stage, "platform", [
    { user_id: "tess", role: "admin" },
    { user_id: "ida", role: "user" },
  ])
  await furnishTeam(stage, "elsewhere", [{ user_id: "eve", role: "admin" }])
  await ask(stage, await stage.makeKey({ key_alias: "ida-own", user_id: "ida" }))
  await stage.manage("/customer/new", { user_id: "elsewhere-customer", max_budget: 1 })
  await stage.manage("/tag/new", { name: "elsewhere-tag" })
  await stage.manage("/budget/new", { budget_id: "elsewhere-budget", max_budget: 1, budget_duration: "1d" })
  await stage.manage("/memory", { user_id: "elsewhere-user", fact: "Likes tea." })
}

async function furnishTeam(stage: Stage, id: string, members: readonly object[]): Promise<void> {
  const team = { team_id: id, team_alias: id, max_budget: 1, members_with_roles: members }
  await stage.manage("/team/new", { ...team, organization_id: "north" })
  await ask(stage, await stage.makeKey({ key_alias: `${id}-bot`, team_id: id }))
}

async function ask(stage: Stage, key: string): Promise<void> {
  const messages = [{ role: "user" as const, content: "Hello" }]
  await stage.client(key).chat.completions.create({ model: "fast-chat", messages })
}

type State = Awaited<ReturnType<APIRequestContext["storageState"]>>

/** The browser's state after this user's login with email and password, which an invitation has set. */
export async function logInAs(
  stage: Stage,
  playwright: PlaywrightWorkerArgs["playwright"],
  id: string,
): Promise<State> {
  const invitation = await stage.manage<{ id: string }>("/invitation/new", { user_id: id })
  await stage.manage("/onboarding/claim_token", { invitation_link: invitation.id, password: PASSWORD })
  const context = await playwright.request.newContext({ baseURL: stage.url })
  const { csrfToken } = await (await context.get("/api/auth/csrf")).json()
  const form = { email: `${id}@example.com`, password: PASSWORD, csrfToken, json: "true" }
  await context.post("/api/auth/callback/credentials", { form })
  const state = await context.storageState()
  await context.dispose()
  return state
}
