import type { Clock } from "#lib/core/clock"
import type { Database } from "#lib/db/open"
import { type Owner, ownedBy } from "./owner"

export type ObjectKind = "vector_store" | "fine_tuning_job" | "file"

/** Something a provider keeps for somebody of ours. */
export interface ProviderObject {
  readonly kind: ObjectKind
  /** The provider's. */
  readonly id: string
  readonly deploymentId: string
  /** Origin and path of the provider's endpoints: where it is, whatever the deployment is called by now. */
  readonly address: string
  /** Of a copy: the id of our file. */
  readonly localId: string | null
}

export interface ObjectPage {
  readonly after: string | null
  readonly limit: number
  readonly order: "asc" | "desc"
}

interface ObjectRow {
  kind: ObjectKind
  id: string
  deployment_id: string
  address: string
  local_id: string | null
}

/** Ids that providers handed out, and whose they are. Times are the given clock's. */
export class ProviderObjects {
  readonly #db: Database
  readonly #clock: Clock

  constructor(db: Database, clock: Clock) {
    this.#db = db
    this.#clock = clock
  }

  /** From now on it is this owner's. False, and nothing is changed, when it is somebody else's already. */
  async bind(owner: Owner, object: ProviderObject): Promise<boolean> {
    const { kind, id, deploymentId, address, localId } = object
    const bound = await this.#db.sql`
      insert into provider_objects (kind, id, deployment_id, address, local_id, api_key, user_id, team_id, created_at)
      values (${kind}, ${id}, ${deploymentId}, ${address}, ${localId}, ${owner.apiKey}, ${owner.userId}, ${owner.teamId},
        ${new Date(this.#clock.now())})
      on conflict (kind, id) do update set deployment_id = excluded.deployment_id
      where provider_objects.api_key = excluded.api_key`
    return bound.count > 0
  }

  /** Null when there is none, or it is somebody else's. */
  async find(owner: Owner, kind: ObjectKind, id: string): Promise<ProviderObject | null> {
    const { sql } = this.#db
    const [row] = await sql<ObjectRow[]>`select * from provider_objects
      where kind = ${kind} and id = ${id} and ${ownedBy(sql, owner)}`
    return row === undefined ? null : objectOf(row)
  }

  /** A page by age, and whether more follow. A cursor that is none of the owner's leaves nothing. */
  async list(owner: Owner, kind: ObjectKind, page: ObjectPage): Promise<{ objects: ProviderObject[]; more: boolean }> {
    const { sql } = this.#db
    const desc = page.order === "desc"
    const cursor = sql`(select created_at, id from provider_objects where kind = ${kind} and id = ${page.after})`
    const after =
      page.after === null ? sql`` : desc ? sql`and (created_at, id) < ${cursor}` : sql`and (created_at, id) > ${cursor}`
    const rows = await sql<ObjectRow[]>`select * from provider_objects
      where kind = ${kind} and local_id is null and ${ownedBy(sql, owner)} ${after}
      order by ${desc ? sql`created_at desc, id desc` : sql`created_at, id`} limit ${page.limit + 1}`
    return { objects: rows.slice(0, page.limit).map(objectOf), more: rows.length > page.limit }
  }

  /** The copies of one of our files. */
  async copiesOf(localId: string): Promise<ProviderObject[]> {
    const rows = await this.#db.sql<ObjectRow[]>`
      select * from provider_objects where kind = 'file' and local_id = ${localId}`
    return rows.map(objectOf)
  }

  /** Of these ids of a provider's files, those that are copies of ours: the provider's → ours. */
  async localIds(address: string, ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map()
    const rows = await this.#db.sql<{ id: string; local_id: string }[]>`select id, local_id from provider_objects
      where kind = 'file' and address = ${address} and local_id is not null and id = any(${[...ids]})`
    return new Map(rows.map((row) => [row.id, row.local_id]))
  }

  /** Is any of these ids somebody else's? The first that is; null = none. */
  async foreign(owner: Owner, ids: readonly string[]): Promise<string | null> {
    if (ids.length === 0 || owner.all) return null
    const { sql } = this.#db
    const [row] = await sql<{ id: string }[]>`select id from provider_objects
      where id = any(${[...ids]}) and not ${ownedBy(sql, owner)} limit 1`
    return row?.id ?? null
  }

  async remove(kind: ObjectKind, id: string): Promise<void> {
    await this.#db.sql`delete from provider_objects where kind = ${kind} and id = ${id}`
  }
}

function objectOf(row: ObjectRow): ProviderObject {
  return {
    kind: row.kind,
    id: row.id,
    deploymentId: row.deployment_id,
    address: row.address,
    localId: row.local_id,
  }
}
