/** Tables that are partitioned by a moment, and that moment's column. Their primary key has to begin with it or hold it. */
const PARTITIONED = { spend_logs: "started_at" }

/**
 * Generated SQL → the same with partitioned tables, which drizzle-kit cannot express: each gets its `PARTITION BY` and a
 * default partition, so that a row nobody made a partition for is kept as well. Throws when a table or its key is missing.
 */
export function withPartitions(sql) {
  let out = sql
  for (const [table, column] of Object.entries(PARTITIONED)) {
    const made = new RegExp(`CREATE TABLE "${table}" \\(\\n([\\s\\S]*?)\\n\\);\\n`).exec(out)
    if (made === null)
      throw new Error(`The generated SQL makes no table "${table}". Correct lib/setup/partition-sql.mjs.`)
    const key = /PRIMARY KEY\(([^)]*)\)/.exec(made[1])?.[1] ?? ""
    if (!key.includes(`"${column}"`))
      throw new Error(`The primary key of "${table}" lacks "${column}": a table partitioned by it needs it there.`)
    const start = `CREATE TABLE "${table}" (\n${made[1]}\n) PARTITION BY RANGE ("${column}");\n`
    const fallback = `--> statement-breakpoint\nCREATE TABLE "${table}_default" PARTITION OF "${table}" DEFAULT;\n`
    out = out.slice(0, made.index) + start + fallback + out.slice(made.index + made[0].length)
  }
  return out
}
