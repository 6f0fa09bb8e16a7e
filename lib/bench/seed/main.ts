import { parseArgs } from "node:util"
import { makeLog } from "#lib/core/log"
import { openDatabase } from "#lib/db/open"
import { measure, measuredTable } from "./measure"
import { pagesTable, pageTimes } from "./pages"
import { seedScale } from "./store"

const USAGE = `npm run seed -- scale [--rows 1000000] [--keys 5000] [--teams 300] [--days 90] [--until 2026-11-30]
                        [--data-dir DIR | --database-url URL]
npm run seed -- measure --url http://localhost:4000 --key sk-… [--until 2026-11-30] [--rounds 5]
                        [--pids 12,34]  the gateway and the database server: tells the CPU time of each answer
                        [--only burndown]  what has this in its path
npm run seed -- pages --url http://localhost:4000 --key sk-…   every page of the dashboard in Chromium`

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
    url: { type: "string", default: "http://localhost:4000" },
    key: { type: "string", default: process.env.TOLLGATE_MASTER_KEY ?? process.env.LITELLM_MASTER_KEY ?? "" },
    rounds: { type: "string", default: "5" },
    pids: { type: "string", default: "" },
    only: { type: "string", default: "" },
  },
})

process.exitCode = await main().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error))
  return 2
})

/** `npm run seed`: fills an empty database with a large company's log, or measures a gateway that serves it. */
async function main(): Promise<number> {
  const [what, ...more] = positionals
  if (more.length === 0 && what === "scale") return scale()
  if (more.length === 0 && what === "measure") return measured()
  if (more.length === 0 && what === "pages") return pages()
  throw new Error(`What to do? There is:\n${USAGE}`)
}

async function scale(): Promise<number> {
  const sizes = {
    rows: whole("rows", 100_000_000),
    keys: whole("keys", 1_000_000),
    teams: whole("teams", 100_000),
    days: whole("days", 3_650),
  }
  const endMs = until()
  const url = values["database-url"]
  const place = { dataDir: values["data-dir"], ...(url === "" ? {} : { url }) }
  const db = await openDatabase({ ...place, log: makeLog("warn"), progress: say })
  try {
    const began = performance.now()
    say(`${sizes.rows} rows, ${sizes.days} days up to ${new Date(endMs).toISOString()}, into the ${db.description}`)
    await seedScale(db, { sizes, endMs, progress: (rows) => say(`${rows} rows`) })
    say(`done in ${((performance.now() - began) / 1000).toFixed(1)} s; GET /spend/verify proves it`)
    return 0
  } finally {
    await db.close()
  }
}

async function measured(): Promise<number> {
  if (values.key === "") throw new Error("Whose key? Give --key, or set TOLLGATE_MASTER_KEY.")
  const pids = values.pids === "" ? [] : values.pids.split(",").map(Number)
  if (!pids.every(Number.isInteger)) throw new Error("--pids are numbers of processes, separated by commas: 12,34")
  const rounds = whole("rounds", 1000)
  const rows = await measure({ url: values.url, key: values.key, rounds, endMs: until(), pids, only: values.only })
  process.stdout.write(`${measuredTable(rows)}\n`)
  return rows.some(({ medianMs, limitMs }) => medianMs > limitMs) ? 1 : 0
}

async function pages(): Promise<number> {
  if (values.key === "") throw new Error("Whose key? Give the master key as --key, or set TOLLGATE_MASTER_KEY.")
  process.stdout.write(`${pagesTable(await pageTimes({ url: values.url, key: values.key }))}\n`)
  return 0
}

function until(): number {
  const endMs = Date.parse(`${values.until}T00:00:00Z`)
  if (!Number.isNaN(endMs)) return endMs
  throw new Error("--until is the day after the last one of the log, such as 2026-11-30.")
}

function whole(name: "rows" | "keys" | "teams" | "days" | "rounds", most: number): number {
  const value = Number(values[name])
  if (Number.isInteger(value) && value >= 1 && value <= most) return value
  throw new Error(`--${name} is a whole number from 1 to ${most}, not "${values[name]}".\n${USAGE}`)
}

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}
