import { execFileSync } from "node:child_process"
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, relative } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest"
import { makeLog } from "#lib/core/log"
import { migrate, migrationsFolder, readMigrations } from "./migrate"
import type { Database } from "./open"
import { scratchDatabase } from "./scratch"

const lines: string[] = []
const log = makeLog("info", (line) => lines.push(line))
const folder = mkdtempSync(join(tmpdir(), "tollgate-migrations-"))
let db: Database
let drop: () => Promise<void>

beforeAll(async () => {
  const scratch = await scratchDatabase()
  db = scratch.db
  drop = scratch.drop
})

beforeEach(async () => {
  lines.length = 0
  await db.sql`drop schema public cascade`
  await db.sql`create schema public`
})

afterAll(async () => {
  await drop()
  rmSync(folder, { recursive: true })
})

/** Writes a migrations folder as drizzle-kit does: tag → [when, SQL]. */
function write(migrations: Record<string, [when: number, text: string]>): string {
  const made = mkdtempSync(join(folder, "m"))
  mkdirSync(join(made, "meta"))
  const entries = Object.entries(migrations).map(([tag, [when, text]], idx) => {
    writeFileSync(join(made, `${tag}.sql`), text)
    return { idx, when, tag }
  })
  writeFileSync(join(made, "meta", "_journal.json"), JSON.stringify({ entries }))
  return made
}

const A: [number, string] = [1_000, "create table a (n int);\n--> statement-breakpoint\ninsert into a values (1);"]
const B: [number, string] = [2_000, "alter table a add column m int not null default 7;"]

it("applies what is missing, in order, and nothing twice", async () => {
  expect(await migrate(db.sql, { log, folder: write({ "0000_a": A }) })).toEqual(["0000_a"])
  expect(await migrate(db.sql, { log, folder: write({ "0000_a": A }) })).toEqual([])
  expect(await migrate(db.sql, { log, folder: write({ "0000_a": A, "0001_b": B }) })).toEqual(["0001_b"])
  expect(await db.sql`select * from a`).toEqual([{ n: 1, m: 7 }])
})

it("is done once by processes that start together, round after round", async () => {
  const both = write({ "0000_a": A, "0001_b": B })
  for (let round = 0; round < 10; round++) {
    const results = await Promise.all([1, 2, 3].map(() => migrate(db.sql, { log, folder: both })))
    expect(results.flat().sort()).toEqual(["0000_a", "0001_b"])
    expect(await db.sql`select count(*)::int as n from a`).toEqual([{ n: 1 }])
    await db.sql`drop table a, tollgate_migrations`
  }
})

it("leaves nothing behind when a migration fails", async () => {
  const broken = write({ "0000_a": A, "0001_b": [2_000, "alter table nowhere add column m int;"] })
  await expect(migrate(db.sql, { log, folder: broken })).rejects.toThrow(/nowhere/)
  expect(await db.sql`select to_regclass('a') as a, to_regclass('tollgate_migrations') as m`).toEqual([
    { a: null, m: null },
  ])
})

it("complains about a migration older than the last one applied, instead of skipping it", async () => {
  await migrate(db.sql, { log, folder: write({ "0000_b": [2_000, "create table b (n int);"] }) })
  const merged = write({ "0000_a": A, "0000_b": [2_000, "create table b (n int);"] })
  await expect(migrate(db.sql, { log, folder: merged })).rejects.toThrow(/0000_a is older than 0000_b/)
  expect(() => readMigrations(write({ "0000_b": B, "0001_a": A }))).toThrow(/0001_a is not newer/)
})

it("complains about a migration that was edited after it had been applied, line ends apart", async () => {
  await migrate(db.sql, { log, folder: write({ "0000_a": A }) })
  expect(await migrate(db.sql, { log, folder: write({ "0000_a": [1_000, A[1].replaceAll("\n", "\r\n")] }) })).toEqual(
    [],
  )
  const edited = write({ "0000_a": [1_000, `${A[1]} -- edited`] })
  await expect(migrate(db.sql, { log, folder: edited })).rejects.toThrow(/0000_a was changed after/)
})

it("an older release starts on a newer schema and says so", async () => {
  await migrate(db.sql, { log, folder: write({ "0000_a": A, "0001_b": B }) })
  expect(await migrate(db.sql, { log, folder: write({ "0000_a": A }) })).toEqual([])
  expect(lines.join()).toContain("migrated by a newer release")
})

it("the generated migrations are the schema", { timeout: 60_000 }, () => {
  const root = fileURLToPath(new URL("../../", import.meta.url))
  const copy = join(folder, "copy")
  cpSync(migrationsFolder(), copy, { recursive: true })
  const before = readdirSync(copy)
  const schema = "./drizzle/schema/*.ts"
  const args = ["generate", "--dialect", "postgresql", "--schema", schema, "--out", relative(root, copy)]
  const said = execFileSync(join(root, "node_modules/.bin/drizzle-kit"), args, {
    cwd: root,
    encoding: "utf8",
    stdio: "pipe",
  })
  expect(readdirSync(copy), `run npm run db:generate: ${said}`).toEqual(before)
})
