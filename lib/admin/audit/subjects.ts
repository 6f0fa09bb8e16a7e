import { sha256Hex } from "#lib/core/ids"
import type { Database } from "#lib/db/open"
import { redactedParams } from "#lib/router/view"
import { latestSettings } from "../settings/store"

/** What a resource's changes are about. */
export interface Subject {
  /** LiteLLM's name of the table, which filters of its clients use. */
  readonly table: string
  /** The fields of a request or an answer that name one. */
  readonly fields: readonly string[]
  /** The rows with these ids as they stand, by id. Absent: only what was asked is kept. */
  read?(db: Database, ids: readonly string[]): Promise<Record<string, unknown>>
}

const account = (kind: string) => (db: Database, ids: readonly string[]) =>
  byId(
    db.sql`
      select a.id, to_jsonb(a) || jsonb_build_object('members', (select coalesce(jsonb_agg(jsonb_build_object('user_id', m.user_id,
        'role', m.role) order by m.user_id), '[]') from memberships m where m.kind = a.kind and m.group_id = a.id)) as row
      from accounts a where a.kind = ${kind} and (a.id = any(${[...ids]}) or a.profile->>'user_email' = any(${[...ids]}))`,
  )

const SUBJECTS: Readonly<Record<string, Subject>> = {
  key: {
    table: "LiteLLM_VerificationToken",
    fields: ["key", "keys", "token_id", "token", "key_alias", "key_aliases"],
    read: (db, ids) =>
      byId(db.sql`
        select token as id, to_jsonb(k) as row from keys k
        where token = any(${[...ids]}) or secret = any(${[...ids]}) or key_alias = any(${[...ids]})`),
  },
  team: { table: "LiteLLM_TeamTable", fields: ["team_id", "team_ids"], read: account("team") },
  organization: {
    table: "LiteLLM_OrganizationTable",
    fields: ["organization_id", "organization_ids"],
    read: account("organization"),
  },
  user: { table: "LiteLLM_UserTable", fields: ["user_id", "user_ids", "user_email"], read: account("user") },
  customer: { table: "LiteLLM_EndUserTable", fields: ["user_id", "user_ids"], read: account("customer") },
  tag: { table: "LiteLLM_TagTable", fields: ["name"], read: account("tag") },
  member: { table: "LiteLLM_TeamMembership", fields: ["member_id"], read: account("member") },
  budget_request: {
    table: "budget_requests",
    fields: ["request_id"],
    read: (db, ids) => byId(db.sql`select id, to_jsonb(r) as row from budget_requests r where id = any(${[...ids]})`),
  },
  saved_view: {
    table: "saved_views",
    fields: ["view_id"],
    read: (db, ids) => byId(db.sql`select id, to_jsonb(v) as row from saved_views v where id = any(${[...ids]})`),
  },
  budget: {
    table: "LiteLLM_BudgetTable",
    fields: ["budget_id", "id"],
    read: (db, ids) => byId(db.sql`select id, to_jsonb(b) as row from budgets b where id = any(${[...ids]})`),
  },
  model: {
    table: "LiteLLM_ProxyModelTable",
    fields: ["model_id", "id"],
    read: (db, ids) => byId(db.sql`select id, to_jsonb(m) as row from models m where id = any(${[...ids]})`),
  },
  credential: {
    table: "LiteLLM_CredentialsTable",
    fields: ["credential_name"],
    read: (db, ids) =>
      byId(db.sql`select name as id, to_jsonb(c) as row from credentials c where name = any(${[...ids]})`),
  },
  settings: { table: "LiteLLM_Config", fields: [], read: storedSettings },
  memory: { table: "memory", fields: ["fact_id", "user_id"] },
  invitation: { table: "LiteLLM_InvitationLink", fields: ["invitation_id", "id", "user_id"] },
}

/** All settings that are stored, as one thing with a field for each; what is sealed is hidden, the version tells that it changed. */
async function storedSettings(db: Database): Promise<Record<string, unknown>> {
  const row = await latestSettings(db)
  return row === null ? {} : { settings: { ...row.shown, version: row.version } }
}

/** What a resource of this name changes. */
export function subjectOf(resource: string): Subject {
  return (
    SUBJECTS[resource === "end_user" ? "customer" : resource] ?? { table: resource, fields: ["id", `${resource}_id`] }
  )
}

/** The ids that a request, its path or an answer names; a key that is written out becomes its hash. */
export function idsIn(value: unknown, subject: Subject): string[] {
  const found = new Set<string>()
  collect(value, { fields: subject.fields, found }, 0)
  return [...found]
}

function collect(value: unknown, search: { fields: readonly string[]; found: Set<string> }, depth: number): void {
  if (typeof value !== "object" || value === null || depth > 4) return
  for (const [field, inner] of Object.entries(value)) {
    if (!search.fields.includes(field)) {
      collect(inner, search, depth + 1)
      continue
    }
    for (const name of Array.isArray(inner) ? inner : [inner]) {
      // What has a NUL in it can be nobody's id, and no question to the database.
      if (typeof name === "string" && name !== "" && !name.includes("\0"))
        search.found.add(isSecret(field, name) ? sha256Hex(name) : name)
      else collect(name, search, depth + 1)
    }
  }
}

const KEY_FIELDS = new Set(["key", "keys", "token", "token_id"])
const isSecret = (field: string, name: string) => KEY_FIELDS.has(field) && !/^[0-9a-f]{64}$/.test(name)

/** Columns that are not somebody's decision, or secret. */
const LEFT_OUT =
  /^(secret|previous_secret|previous_until|rotated_secret|sealed_params|sealed_values|spend_nano|total_spend_nano|window_tokens|window_started_at|soft_alerted_for|last_active|updated_at|updated_by|created_at|created_by|owner)$/

async function byId(query: PromiseLike<readonly unknown[]>): Promise<Record<string, unknown>> {
  const rows = (await query) as readonly { id: string; row: Record<string, unknown> }[]
  return Object.fromEntries(rows.map(({ id, row }) => [id, readable(row)]))
}

/** A row in the API's words: dollars for nano-dollars, nothing that is empty. */
function readable(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(row)) {
    if (value === null || LEFT_OUT.test(name)) continue
    if (name.endsWith("_nano")) out[name.slice(0, -5)] = Number(value) / 1e9
    else if (typeof value === "object" && !Array.isArray(value)) out[name] = redactedParams(value as typeof row)
    else out[name] = value
  }
  return out
}
