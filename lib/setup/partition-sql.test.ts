import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, it } from "vitest"
import { migrationsFolder } from "#lib/db/migrate"
import { withPartitions } from "./partition-sql.mjs"

const KEY = 'CONSTRAINT "pk" PRIMARY KEY("started_at","request_id")'
const table = (key: string) =>
  `CREATE TABLE "spend_logs" (\n\t"request_id" text NOT NULL,\n\t"started_at" timestamp (3) NOT NULL,\n\t${key}\n);\n`
const OTHER = 'CREATE TABLE "keys" (\n\t"token" text PRIMARY KEY NOT NULL\n);\n'

it("makes the log partitioned by time, with a default partition, and leaves the rest as it is", () => {
  const out = withPartitions(`${OTHER}--> statement-breakpoint\n${table(KEY)}--> statement-breakpoint\n${OTHER}`)
  expect(out).toContain(`${KEY}\n) PARTITION BY RANGE ("started_at");\n--> statement-breakpoint\n`)
  expect(out).toContain(
    'CREATE TABLE "spend_logs_default" PARTITION OF "spend_logs" DEFAULT;\n--> statement-breakpoint\n',
  )
  expect(out.split(OTHER)).toHaveLength(3)
})

it("refuses SQL without the table, and a key that Postgres would refuse", () => {
  expect(() => withPartitions(OTHER)).toThrow(/makes no table "spend_logs"/)
  expect(() => withPartitions(table('PRIMARY KEY("request_id")'))).toThrow(/lacks "started_at"/)
})

it("the migration in the repository is patched", () => {
  const sql = readFileSync(join(migrationsFolder(), "0000_first.sql"), "utf8")
  expect(sql).toContain('PARTITION BY RANGE ("started_at")')
})
