import { maskedKey, sha256Hex } from "#lib/core/ids"
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
  readonly team: SeedTeam
  /** Its budget begins anew with each month. */
  readonly monthly: boolean
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
const SEED_MODELS: readonly SeedModel[] = MODELS.flatMap(([provider, names, inputNano, outputNano]) =>
  names.split(" ").map((name, i) => ({
    group: name,
    model: name,
    provider,
    id: `${provider}-${name}`,
    inputNano: Math.round(inputNano / 2 ** i),
    outputNano: Math.round(outputNano / 2 ** i),
  })),
)

const USE = ["chat", "agent", "batch", "eval", "search", "support", "review", "summary"]

export function population({ keys, teams }: Pick<Sizes, "keys" | "teams">): Population {
  const random = new Random(1)
  const named = (what: string, count: number) =>
    Array.from({ length: count }, (_, i) => `${what}-${String(i).padStart(4, "0")}`)
  const organizations = named("org", Math.max(1, Math.ceil(teams / 25)))
  const allTeams = named("team", teams).map((id, i) => ({
    id,
    alias: `${USE[i % USE.length]} team ${i}`,
    organizationId: organizations[i % organizations.length] as string,
  }))
  const users = named("user", Math.max(1, Math.ceil(keys * 0.4)))
  return {
    organizations,
    teams: allTeams,
    users,
    customers: named("customer", Math.max(1, Math.ceil(keys * 0.6))),
    tags: USE.flatMap((use) => [`use:${use}`, ...["dev", "prod", "test"].map((stage) => `${use}/${stage}`)]),
    keys: Array.from({ length: keys }, (_, i) => {
      const secret = `sk-seed-${String(i).padStart(6, "0")}`
      const first = random.favourite(SEED_MODELS)
      return {
        token: sha256Hex(secret),
        name: maskedKey(secret),
        alias: `${USE[i % USE.length]}-${i}`,
        userId: random.any(users),
        team: random.favourite(allTeams),
        monthly: i % 3 === 0,
        models: [first, first, random.any(SEED_MODELS)],
      }
    }),
  }
}
