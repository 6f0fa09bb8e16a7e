import { type ChildProcess, spawn } from "node:child_process"
import { closeSync, openSync, readFileSync } from "node:fs"
import path from "node:path"

/** A process the bench started. */
export interface Child {
  readonly pid: number
  readonly url: string
  /** Spawn until the first good answer, milliseconds. */
  readonly startMs: number
  /** Ends it, gently and then not; resolves when it is gone. */
  stop(): Promise<void>
}

export interface ChildOptions {
  readonly name: string
  readonly args: readonly string[]
  /** Where its output goes. */
  readonly logFile: string
  readonly env?: NodeJS.ProcessEnv
  /** Known when the caller chose the port; otherwise the child prints `listening on <url>`. */
  readonly url?: string
  /** Must answer 200 before it counts as started. */
  readonly healthPath: string
  readonly timeoutMs: number
}

const running = new Set<ChildProcess>()
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL")
})

/** Starts a program on this Node and waits until it answers. Throws with the end of its log when it does not. */
export async function startChild(options: ChildOptions): Promise<Child> {
  const log = openSync(options.logFile, "a")
  const startedAt = performance.now()
  const child = spawn(process.execPath, options.args, { stdio: ["ignore", log, log], env: options.env ?? process.env })
  closeSync(log)
  running.add(child)
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()))
  void gone.then(() => running.delete(child))
  const stop = async () => {
    child.kill("SIGTERM")
    const timer = setTimeout(() => child.kill("SIGKILL"), 20_000)
    await gone
    clearTimeout(timer)
  }
  while (performance.now() - startedAt < options.timeoutMs && child.exitCode === null && child.signalCode === null) {
    const url = options.url ?? /listening on (\S+)/.exec(readFileSync(options.logFile, "utf8"))?.[1]
    if (url !== undefined && (await answers(url + options.healthPath))) {
      return { pid: child.pid ?? 0, url, startMs: performance.now() - startedAt, stop }
    }
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  await stop()
  const tail = readFileSync(options.logFile, "utf8").split("\n").slice(-30).join("\n")
  throw new Error(`${options.name} did not answer on ${options.healthPath}. Its last words:\n${tail}`)
}

/** A bench program, bundled beside this one. */
export function bundled(name: string): string {
  return path.join(import.meta.dirname, `${name}.mjs`)
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) })
    await response.arrayBuffer()
    return response.status === 200
  } catch {
    return false
  }
}
