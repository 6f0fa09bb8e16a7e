import type { Clock } from "#lib/core/clock"
import { requestId } from "#lib/core/ids"
import type { Database } from "#lib/db/open"
import { type Owner, ownedBy } from "./owner"

/** A file that is whole. */
export interface StoredFile {
  readonly id: string
  readonly purpose: string
  readonly filename: string
  readonly bytes: number
  /** The model its batches are for. */
  readonly targetModel: string | null
  readonly createdAt: Date
  readonly expiresAt: Date | null
  readonly apiKey: string
  readonly userId: string | null
  readonly teamId: string | null
}

/** What is known of a file once all of it is here. */
export interface Completed {
  readonly purpose: string
  readonly filename: string
  readonly expiresAt: Date | null
  readonly targetModel?: string | null
}

export interface FilePage {
  readonly purpose: string | null
  readonly after: string | null
  readonly limit: number
  readonly order: "asc" | "desc"
}

interface FileRow {
  id: string
  purpose: string
  filename: string
  bytes: number
  target_model: string | null
  created_at: Date
  expires_at: Date | null
  api_key: string
  user_id: string | null
  team_id: string | null
}

const CHUNK_BYTES = 1024 * 1024
/** No upload lasts longer: the server cuts a request off before. */
const ABANDONED_MS = 60 * 60_000

/** Files and their bytes, in the database: every process on it can write and read them. Times are the given clock's. */
export class FileStore {
  readonly #db: Database
  readonly #clock: Clock

  constructor(db: Database, clock: Clock) {
    this.#db = db
    this.#clock = clock
  }

  /** Begins a file that nobody sees until it is completed. */
  async begin(owner: Owner): Promise<FileWriter> {
    const now = this.#clock.now()
    const id = `file-${requestId(now).replaceAll("-", "")}`
    await this.#db.sql`insert into files (id, purpose, filename, status, api_key, user_id, team_id, created_at)
      values (${id}, '', '', 'uploading', ${owner.apiKey}, ${owner.userId}, ${owner.teamId}, ${new Date(now)})`
    return new FileWriter(this.#db, id)
  }

  /** Null when there is none, or it is somebody else's. */
  async find(owner: Owner, id: string): Promise<StoredFile | null> {
    const { sql } = this.#db
    const [row] = await sql<FileRow[]>`select * from files
      where id = ${id} and ${this.#visible()} and ${ownedBy(sql, owner)}`
    return row === undefined ? null : fileOf(row)
  }

  /** A page by age, and whether more follow. A cursor that is no file of the owner's is null. */
  async list(owner: Owner, page: FilePage): Promise<{ files: StoredFile[]; more: boolean }> {
    const { sql } = this.#db
    const from = page.after
    const after = from === null ? sql`` : page.order === "desc" ? sql`and id < ${from}` : sql`and id > ${from}`
    const rows = await sql<FileRow[]>`select * from files
      where ${this.#visible()} and ${ownedBy(sql, owner)} ${after}
        ${page.purpose === null ? sql`` : sql`and purpose = ${page.purpose}`}
      order by id ${page.order === "desc" ? sql`desc` : sql`asc`} limit ${page.limit + 1}`
    return { files: rows.slice(0, page.limit).map(fileOf), more: rows.length > page.limit }
  }

  /** The bytes, a piece at a time. Throws when the file goes away meanwhile: a shortened copy must not look whole. */
  async *content(file: Pick<StoredFile, "id" | "bytes">): AsyncGenerator<Buffer, void, undefined> {
    let sent = 0
    for (let seq = 0; sent < file.bytes; seq++) {
      const [chunk] = await this.#db.sql<{ bytes: Buffer }[]>`
        select bytes from file_chunks where file_id = ${file.id} and seq = ${seq}`
      if (chunk === undefined) throw new Error(`the file ${file.id} was deleted while it was read`)
      sent += chunk.bytes.length
      yield chunk.bytes
    }
  }

  /** True when there was one. */
  async remove(owner: Owner, id: string): Promise<boolean> {
    const { sql } = this.#db
    const gone = await sql`delete from files where id = ${id} and ${this.#visible()} and ${ownedBy(sql, owner)}`
    return gone.count > 0
  }

  /** Removes what has expired, and what a killed process left half uploaded. */
  async sweep(): Promise<void> {
    const now = this.#clock.now()
    await this.#db.sql`delete from files where expires_at <= ${new Date(now)}
      or (status = 'uploading' and created_at < ${new Date(now - ABANDONED_MS)})`
  }

  #visible() {
    return this.#db.sql`status = 'processed' and (expires_at is null or expires_at > ${new Date(this.#clock.now())})`
  }
}

/** Writes one file piece by piece; it ends by `complete` or by `discard`. */
export class FileWriter {
  readonly #db: Database
  readonly id: string
  #held: Uint8Array[] = []
  #heldBytes = 0
  #seq = 0
  bytes = 0

  constructor(db: Database, id: string) {
    this.#db = db
    this.id = id
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#held.push(bytes)
    this.#heldBytes += bytes.length
    this.bytes += bytes.length
    if (this.#heldBytes >= CHUNK_BYTES) await this.#flush()
  }

  /** From now on the owner sees it. */
  async complete(file: Completed): Promise<StoredFile> {
    await this.#flush()
    const [row] = await this.#db.sql<FileRow[]>`update files set status = 'processed', purpose = ${file.purpose},
        filename = ${file.filename}, bytes = ${this.bytes}, expires_at = ${file.expiresAt},
        target_model = ${file.targetModel ?? null}
      where id = ${this.id} returning *`
    if (row === undefined) throw new Error(`the file ${this.id} was removed while it was written`)
    return fileOf(row)
  }

  async discard(): Promise<void> {
    this.#held = []
    await this.#db.sql`delete from files where id = ${this.id}`
  }

  async #flush(): Promise<void> {
    if (this.#heldBytes === 0) return
    const chunk = Buffer.concat(this.#held)
    this.#held = []
    this.#heldBytes = 0
    await this.#db.sql`insert into file_chunks (file_id, seq, bytes) values (${this.id}, ${this.#seq++}, ${chunk})`
  }
}

function fileOf(row: FileRow): StoredFile {
  return {
    id: row.id,
    purpose: row.purpose,
    filename: row.filename,
    bytes: Number(row.bytes),
    targetModel: row.target_model,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    apiKey: row.api_key,
    userId: row.user_id,
    teamId: row.team_id,
  }
}
