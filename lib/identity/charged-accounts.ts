import { allows } from "./access"
import type { Account } from "./account"
import type { Caller, KeyRecord } from "./caller"
import type { RecordCache } from "./record-cache"

/** More are charged to nobody: a request names a handful. */
const MAX_TAGS = 20

/** Whom a request says it is for. */
export interface Attribution {
  readonly endUser: string | null
  readonly tags: readonly string[]
  /** The user it is counted for in place of the key's, where a header may say so. */
  readonly userId: string | null
}

export interface ChargedDeps {
  /** Customers, tags and the gateway by `kind:id`. */
  readonly accounts: RecordCache<Account>
  /** Accounts every request is charged to, by name; absent = none. */
  readonly always?: readonly string[]
}

/**
 * Everyone besides the key a request is charged to: whom the key belongs to, and the customer and the tags the request names, as
 * far as they have an account. A promise only when one of those is not known here yet. Rejects with 503 when the database that
 * knows them is away.
 */
export function chargedAccounts(
  { accounts: known, always = NO_NAMES }: ChargedDeps,
  caller: Caller,
  { endUser, tags, userId }: Attribution,
): readonly Account[] | Promise<readonly Account[]> {
  const all = caller.key?.accounts ?? NOBODY
  if (endUser === null && tags.length === 0 && always.length === 0 && userId === null) return all
  const own = userId === null ? all : all.filter(({ kind }) => kind !== "user")
  const names = [
    ...always,
    // A team's key is charged to the team, whoever uses it.
    ...(userId === null || typeof caller.key?.teamId === "string" ? [] : [`user:${userId}`]),
    ...(endUser === null ? [] : [`customer:${endUser}`]),
    ...[...new Set(tags)].slice(0, MAX_TAGS).map((tag) => `tag:${tag}`),
  ]
  const found = names.map((name) => known.get(name))
  const withOwn = (accounts: readonly (Account | null)[]) => [...own, ...accounts.filter((account) => account !== null)]
  if (found.some((one) => one instanceof Promise)) return Promise.all(found).then(withOwn)
  return withOwn(found as (Account | null)[])
}

/** The same with the further budgets of each, and of the key, that hold for a model of any of these names; most have none. */
export function withParts(caller: Caller, accounts: readonly Account[], names: readonly string[]): readonly Account[] {
  const own = caller.key?.parts
  if (own === undefined && !accounts.some(hasParts)) return accounts
  const parts = [...(own ?? []), ...accounts.flatMap((account) => account.parts ?? [])]
  return [...accounts, ...parts.filter((part) => names.some((name) => allows(part.models, name)))]
}

const hasParts = (account: Account) => account.parts !== undefined
const NOBODY: readonly Account[] = []
const NO_NAMES: readonly string[] = []

/** Is this account (`kind:id`) one of the key's, or would it be if it existed when the key was read? */
export function belongsTo({ accounts, teamId, userId, organizationId }: KeyRecord, name: string): boolean {
  return (
    accounts.some(({ kind, id }) => `${kind}:${id}` === name) ||
    name === `team:${teamId}` ||
    name === `user:${userId}` ||
    name === `member:${teamId}/${userId}` ||
    name === `organization:${organizationId}`
  )
}
