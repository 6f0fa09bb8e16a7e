import { spawnSync } from "node:child_process"
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { withPartitions } from "./partition-sql.mjs"
import { inRoot, root } from "./paths.mjs"

/**
 * `npm run db:generate`: writes the one migration anew from drizzle/schema and drizzle/functions, and adds what drizzle-kit cannot
 * express. From the first release on it must add a migration instead of writing the first one again.
 */
rmSync(inRoot("drizzle", "migrations"), { recursive: true, force: true })
const kit = inRoot("node_modules", ".bin", "drizzle-kit")
const { status } = spawnSync(kit, ["generate", "--name", "first"], { cwd: root, stdio: "inherit" })
if (status !== 0) process.exit(status ?? 1)
const file = inRoot("drizzle", "migrations", "0000_first.sql")
const functions = inRoot("drizzle", "functions")
const texts = readdirSync(functions)
  .sort()
  .map((name) => readFileSync(inRoot("drizzle", "functions", name), "utf8"))
writeFileSync(file, [withPartitions(readFileSync(file, "utf8")), ...texts].join("--> statement-breakpoint\n"))
