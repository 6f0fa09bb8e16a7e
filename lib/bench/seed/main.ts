import { parseArgs } from "node:util"
import { makeLog } from "#lib/core/log"
import { openDatabase } from "#lib/db/open"
import { seedScale } from "./store"

const USAGE =
  "npm run seed -- scale [--rows 1000000] [--keys 5000] [--teams 300] [--days 90] [--until 2026-11-30] " +
  "[--data-dir DIR | --database-url URL]"

/** `npm run seed -- scale`: fills an empty database with a large, regular company's log. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rows: { type: "string", default: "1000000" },
      keys: { type: "string", default: "5000" },
      teams: { type: "string", default: "300" },
      days: { type: "string", default: "90" },
      until: { type: "string", default: new Date().toISOString().slice(0, 10) },
      "data-dir": { type: "string", default: process.env.TOLLGATE_DATA_DIR ?? "./.tollgate" },
      "database-url": { type: "string", default: process.env.DATABASE_URL ?? "" },
    },
  })
  if (positionals.length !== 1 || positionals[0] !== "scale") throw new Error(`What to seed? There is: ${USAGE}`)
  const sizes = {
    rows: whole("rows", values.rows, 100_000_000),
    keys: whole("keys", values.keys, 1_000_000),
    teams: whole("teams", values.teams, 100_000),
    days: whole("days", values.days, 3_650),
  }
  const endMs = Date.parse(`${values.until}T00:00:00Z`)
  if (Number.isNaN(endMs)) throw new Error(`--until is the day after the last one of the log, such as 2026-11-30.`)
  const url = values["database-url"]
  const place = { dataDir: values["data-dir"], ...(url === "" ? {} : { url }) }
  const db = await openDatabase({ ...place, log: makeLog("warn"), progress: say })
  try {
    const began = performance.now()
    say(
      `${sizes.rows} rows over ${sizes.days} days before ${new Date(endMs).toISOString().slice(0, 10)} into the ${db.description}`,
    )
    await seedScale(db, { sizes, endMs, progress: (rows) => rows % 100_000 < 20_000 && say(`${rows} rows`) })
    say(`done in ${((performance.now() - began) / 1000).toFixed(1)} s; GET /spend/verify proves it`)
    return 0
  } finally {
    await db.close()
  }
}

function whole(name: string, text: string, most: number): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= 1 && value <= most) return value
  throw new Error(`--${name} is a whole number from 1 to ${most}, not "${text}". ${USAGE}`)
}

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

process.exitCode = await main().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error))
  return 2
})
