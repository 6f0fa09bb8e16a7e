import { type ChildProcess, spawn } from "node:child_process"
import { chmodSync, mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import { build } from "esbuild"

/** For tests: another process that holds a database open until it is told to close it, or killed. */
export interface OtherProcess {
  readonly child: ChildProcess
  /** Process id of the embedded server it uses. */
  readonly postmaster: number
  /** Rows of the table `kept`, after it added one. */
  readonly kept: number
  close(): Promise<void>
}

const ROOT = fileURLToPath(new URL("../../", import.meta.url))

const PROGRAM = `
import { openDatabase } from ${JSON.stringify(join(ROOT, "lib/db/open.ts"))}
import { makeLog } from ${JSON.stringify(join(ROOT, "lib/core/log.ts"))}
const db = await openDatabase({ dataDir: process.argv[2], log: makeLog("warn") })
await db.sql\`create table if not exists kept (pid int)\`.catch(() => {})
await db.sql\`insert into kept values (\${process.pid})\`
const [{ pid, kept }] = await db.sql\`select (select count(*)::int from kept) as kept,
  split_part(pg_read_file('postmaster.pid'), chr(10), 1)::int as pid\`
console.log(JSON.stringify({ pid, kept }))
process.stdin.once("data", async () => { await db.close(); console.log("closed"); process.stdin.destroy() })
`

/** Bundles the program as dist/ is bundled. Gives the path of one file that any user can run. */
export async function bundleOpener(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "tollgate-opener-"))
  chmodSync(folder, 0o755)
  const outfile = join(folder, "open.mjs")
  await build({
    stdin: { contents: PROGRAM, resolveDir: ROOT, loader: "ts" },
    bundle: true,
    platform: "node",
    format: "esm",
    outfile,
    logLevel: "error",
  })
  return outfile
}

/** Runs the bundle on a data directory; resolves when its database is open. Rejects with what it printed when it fails. */
export async function openInProcess(
  bundle: string,
  dataDir: string,
  ids: { uid?: number; gid?: number } = {},
): Promise<OtherProcess> {
  const child = spawn(process.execPath, [bundle, dataDir], {
    cwd: ROOT,
    stdio: ["pipe", "pipe", "pipe"],
    detached: true,
    env: { PATH: "/usr/bin:/bin", TOLLGATE_TEST_SECRET: "must-not-travel" } as Record<
      string,
      string
    > as NodeJS.ProcessEnv,
    ...ids,
  })
  let said = ""
  child.stderr.on("data", (bytes) => {
    said += bytes
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const { value, done } = await lines.next()
  if (done) throw new Error(`the other process ended: ${said}`)
  const { pid, kept } = JSON.parse(value) as { pid: number; kept: number }
  return {
    child,
    postmaster: pid,
    kept,
    async close() {
      const exit = new Promise((resolve) => child.once("exit", resolve))
      child.stdin.write("close\n")
      await exit
    },
  }
}
