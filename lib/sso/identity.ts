import { ROLES, type Role } from "#lib/identity/caller"
import { isGiven } from "./read-settings"
import type { SsoProvider, SsoSettings } from "./settings"

/** Claims of an id token and of the userinfo endpoint, together. */
export type Claims = Readonly<Record<string, unknown>>

/** Who logs in, as the issuer says. */
export interface SsoIdentity {
  readonly provider: SsoProvider["id"]
  /** What the issuer calls the person, for good. */
  readonly id: string
  /** Null: none is given. */
  readonly email: string | null
  /** Somebody vouches that the address is theirs. */
  readonly emailVerified: boolean
  readonly name: string | null
  /** What the issuer's claims make of them; null = nothing is said. */
  readonly role: Role | null
  /** Ids of the teams they are to be in; null = teams are not kept in step. */
  readonly teams: readonly string[] | null
  /** Whether they may log in, as far as their groups say. */
  readonly inGroup: boolean
}

const MAX_ID_CHARS = 255
const MAX_TEAMS = 200

/** Reads the claims; null when they do not say who it is. */
export function identityOf(claims: Claims, provider: SsoProvider, settings: SsoSettings): SsoIdentity | null {
  const { claims: names } = provider
  const id = firstText(claims, names.id)
  if (id === null || id.length > MAX_ID_CHARS) return null
  const email = emailOf(firstText(claims, names.email))
  return {
    provider: provider.id,
    id,
    email,
    emailVerified: email !== null && (provider.trustsEmail || isTrue(claims.email_verified)),
    name: nameOf(claims, provider),
    role: roleOf(claims, provider, settings),
    teams: teamsOf(claims, settings),
    inGroup: settings.only === null || wordsAt(claims, settings.only.claim).includes(settings.only.group),
  }
}

/** Some issuers write truth as a text. */
const isTrue = (value: unknown) => value === true || value === "true"

function emailOf(text: string | null): string | null {
  return text !== null && text.length <= 255 && /^[^\s@]+@[^\s@]+$/.test(text) ? text.toLowerCase() : null
}

function nameOf(claims: Claims, { claims: names }: SsoProvider): string | null {
  const both = [textAt(claims, names.firstName), textAt(claims, names.lastName)].filter((part) => part !== null)
  return (firstText(claims, names.name) ?? (both.length > 0 ? both.join(" ") : null))?.slice(0, MAX_ID_CHARS) ?? null
}

/**
 * A mapping of groups decides where there is one, also that nothing fits; else a claim that is a role. Roles stand from the most to
 * the least: of several that fit the first counts.
 */
function roleOf(claims: Claims, { claims: names }: SsoProvider, { roles }: SsoSettings): Role | null {
  const said = names.role === null ? [] : wordsAt(claims, names.role).filter(isGiven)
  const own = ROLES.find((role) => said.includes(role)) ?? null
  if (roles === null) return own
  const groups = wordsAt(claims, roles.claim)
  const fits = ROLES.find((role) => roles.roles[role]?.some((group) => groups.includes(group)) === true)
  return fits ?? own ?? roles.otherwise
}

function teamsOf(claims: Claims, { teams }: SsoSettings): string[] | null {
  if (teams === null) return null
  const groups = wordsAt(claims, teams.groupsClaim)
  const mapped = Object.entries(teams.teams).filter(([, wanted]) => wanted.some((group) => groups.includes(group)))
  const named = teams.idsClaim === null ? [] : wordsAt(claims, teams.idsClaim)
  return [...new Set([...named, ...mapped.map(([team]) => team)])].slice(0, MAX_TEAMS)
}

function firstText(claims: Claims, names: readonly string[]): string | null {
  for (const name of names) {
    const text = textAt(claims, name)
    if (text !== null) return text
  }
  return null
}

function textAt(claims: Claims, name: string): string | null {
  const value = claimAt(claims, name)
  const text = typeof value === "number" ? String(value) : value
  return typeof text === "string" && text.trim() !== "" && !text.includes("\0") ? text.trim() : null
}

/** A list of words, however the issuer writes one: a list, one word, words separated by commas. */
function wordsAt(claims: Claims, name: string): string[] {
  const value = claimAt(claims, name)
  const list = typeof value === "string" ? value.split(",") : Array.isArray(value) ? (value as unknown[]) : []
  return list.flatMap((word) => (typeof word === "string" && word.trim() !== "" ? [word.trim()] : []))
}

/** The claim of this very name (`https://example.com/groups`) or, by dots, one inside others (`realm_access.roles`). */
function claimAt(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name]
  let value: unknown = claims
  for (const step of name.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined
    value = (value as Record<string, unknown>)[step]
  }
  return value
}
