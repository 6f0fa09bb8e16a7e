import { maskedKey, sha256Hex } from "#lib/core/ids"
import { nthBudget, type SeedBudget } from "./budgets"
import { Random } from "./random"

export interface Sizes {
  readonly rows: number
  readonly keys: number
  readonly teams: number
  readonly days: number
}

export interface SeedModel {
  readonly group: string
  readonly model: string
  readonly provider: string
  readonly id: string
  readonly inputNano: number
  readonly outputNano: number
}

export interface SeedTeam {
  readonly id: string
  readonly alias: string
  readonly organizationId: string
}

export interface SeedKey {
  readonly token: string
  readonly name: string
  readonly alias: string
  readonly userId: string
  /** Null: it is the user's own. */
  readonly team: SeedTeam | null
  readonly budget: SeedBudget | null
  readonly models: readonly SeedModel[]
}

/** Who uses the gateway of the seed; the same for the same sizes. */
export interface Population {
  readonly organizations: readonly string[]
  readonly teams: readonly SeedTeam[]
  readonly users: readonly string[]
  readonly customers: readonly string[]
  readonly tags: readonly string[]
  readonly keys: readonly SeedKey[]
  /** Of everybody but keys who has one, by `kind:id`. */
  readonly budgets: ReadonlyMap<string, SeedBudget>
}

const MODELS: readonly (readonly [provider: string, names: string, inputNano: number, outputNano: number])[] = [
  ["openai", "gpt-5 gpt-5-mini gpt-5-nano gpt-4.1 gpt-4o-mini text-embedding-3-small", 1_250, 10_000],
  ["anthropic", "claude-opus claude-sonnet claude-haiku", 3_000, 15_000],
  ["gemini", "gemini-pro gemini-flash gemini-flash-lite", 1_250, 5_000],
  ["mistral", "mistral-large mistral-small codestral", 2_000, 6_000],
  ["deepseek", "deepseek-chat deepseek-reasoner", 270, 1_100],
  ["groq", "llama-70b llama-8b", 590, 790],
  ["ollama", "qwen-coder", 0, 0],
]

/** Twenty models of seven providers, what a token costs falling along each provider's list. */
export const SEED_MODELS: readonly SeedModel[] = MODELS.flatMap(([provider, names, inputNano, outputNano]) =>
  names.split(" ").map((name, i) => ({
    group: name,
    model: name,
    provider,
    id: `${provider}-${name}`,
    inputNano: Math.round(inputNano / 2 ** i),
    outputNano: Math.round(outputNano / 2 ** i),
  })),
)

/** Dollars a month that those who have a budget may spend. */
const MONTH_USD = {
  gateway: 5_000,
  organization: 800,
  team: 150,
  key: 60,
  user: 60,
  customer: 30,
  tag: 500,
  provider: 2_000,
  deployment: 800,
}
/** Every so many keys one is its user's own. */
const OWN_KEY = 16

const USE = ["chat", "agent", "batch", "eval", "search", "support", "review", "summary"]

/** The hash of the n-th key. */
export const seedToken = (n: number) => sha256Hex(secretOf(n))
const secretOf = (n: number) => `sk-seed-${String(n).padStart(6, "0")}`

export function population({ keys, teams }: Pick<Sizes, "keys" | "teams">): Population {
  const organizations = named("org", Math.max(1, Math.ceil(teams / 25)))
  const people = {
    organizations,
    teams: named("team", teams).map((id, i) => ({
      id,
      alias: `${USE[i % USE.length]} team ${i}`,
      organizationId: organizations[i % organizations.length] as string,
    })),
    users: named("user", Math.max(1, Math.ceil(keys * 0.4))),
    customers: named("customer", Math.max(1, Math.ceil(keys * 0.6))),
    tags: USE.flatMap((use) => [`use:${use}`, ...["dev", "prod", "test"].map((stage) => `${use}/${stage}`)]),
  }
  return { ...people, keys: keysOf(people, keys), budgets: budgetsOf(people) }
}

const named = (what: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${what}-${String(i).padStart(4, "0")}`)

function keysOf({ users, teams }: Pick<Population, "users" | "teams">, count: number): SeedKey[] {
  const random = new Random(1)
  return Array.from({ length: count }, (_, i) => {
    const first = random.favourite(SEED_MODELS)
    const user = random.any(users)
    const team = random.favourite(teams)
    const own = i % OWN_KEY === 0
    return {
      token: seedToken(i),
      name: maskedKey(secretOf(i)),
      alias: `${USE[i % USE.length]}-${i}`,
      userId: own ? (users[i % users.length] as string) : user,
      team: own ? null : team,
      budget: nthBudget(i, MONTH_USD.key),
      models: [first, first, random.any(SEED_MODELS)],
    }
  })
}

function budgetsOf(people: Omit<Population, "keys" | "budgets">): ReadonlyMap<string, SeedBudget> {
  const kinds: readonly (readonly [kind: Exclude<keyof typeof MONTH_USD, "key">, ids: readonly string[]])[] = [
    ["gateway", ["proxy"]],
    ["organization", people.organizations],
    ["team", people.teams.map(({ id }) => id)],
    ["user", people.users],
    ["customer", people.customers],
    ["tag", people.tags],
    ["provider", [...new Set(SEED_MODELS.map(({ provider }) => provider))]],
    ["deployment", SEED_MODELS.map(({ id }) => id)],
  ]
  const all = kinds.flatMap(([kind, ids]) =>
    ids.map((id, i) => [`${kind}:${id}`, nthBudget(i, MONTH_USD[kind])] as const),
  )
  return new Map(all.flatMap(([name, budget]) => (budget === null ? [] : [[name, budget]])))
}
