import type { Page } from "playwright/test"

interface Told {
  /** The API's path, which scripts use as well. */
  readonly path: string
  /** The names it tells. */
  names(answer: never): readonly string[]
  /** The table with one row each. */
  readonly table: string
}

const named = <T>(told: Omit<Told, "names"> & { names: (answer: T) => readonly string[] }): Told => told

/** What the API tells and the page shows: as many rows, with these names. */
const TOLD: Readonly<Record<string, Told>> = {
  "/ui/keys": named<{ keys: { key_alias: string }[] }>({
    path: "/key/list?size=100&return_full_object=true",
    names: ({ keys }) => keys.map((key) => key.key_alias),
    table: "Keys",
  }),
  "/ui/teams": named<{ teams: { team_alias: string }[] }>({
    path: "/v2/team/list?page_size=100",
    names: ({ teams }) => teams.map((team) => team.team_alias),
    table: "Teams",
  }),
  "/ui/users": named<{ users: { user_email: string }[] }>({
    path: "/user/list?page_size=100",
    names: ({ users }) => users.map((user) => user.user_email),
    table: "Users",
  }),
  "/ui/organizations": named<{ organization_alias: string }[]>({
    path: "/organization/list",
    names: (organizations) => organizations.map((each) => each.organization_alias),
    table: "Organizations",
  }),
  "/ui/customers": named<{ user_id: string }[]>({
    path: "/customer/list",
    names: (customers) => customers.map((customer) => customer.user_id),
    table: "Customers",
  }),
  "/ui/budgets": named<{ budget_id: string }[]>({
    path: "/budget/list",
    names: (budgets) => budgets.map((budget) => budget.budget_id),
    table: "Budgets",
  }),
  "/ui/models": named<{ data: { model_name: string }[] }>({
    path: "/model/info",
    names: ({ data }) => data.map((model) => model.model_name),
    table: "Deployments",
  }),
  "/ui/logs": named<{ data: { model_group: string }[] }>({
    path: "/spend/logs/v2?page_size=100",
    names: ({ data }) => data.map((row) => row.model_group),
    table: "Requests",
  }),
}

/** What the API tells this visitor for a page, asked with the visitor's own session; null: a page that is no such list. */
export async function toldFor(page: Page, path: string): Promise<{ names: readonly string[]; table: string } | null> {
  const told = TOLD[path]
  if (told === undefined) return null
  const answer = await page.request.get(told.path)
  if (!answer.ok()) throw new Error(`${told.path}: ${answer.status()} ${await answer.text()}`)
  return { names: told.names((await answer.json()) as never), table: told.table }
}
