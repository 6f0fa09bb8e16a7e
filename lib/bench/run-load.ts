import { execFile } from "node:child_process"
import { accessSync, constants, writeFileSync } from "node:fs"
import path from "node:path"
import { bundled } from "./child"

export interface Load {
  readonly url: string
  readonly key: string
  /** JSON text. */
  readonly body: string
  readonly connections: number
  readonly seconds: number
  /** Where scripts and bodies may be written. */
  readonly folder: string
}

/** What the load generator saw. */
export interface LoadResult {
  readonly requests: number
  /** Anything but a complete 2xx answer. */
  readonly errors: number
  readonly durationMs: number
  readonly p50Us: number
  readonly p99Us: number
}

/** wrk when it is on PATH (it takes little of the machine), otherwise our own generator. */
export const generator: string = onPath("wrk") ?? "own"

/**
 * Posts one body over `connections` kept-alive connections for `seconds`, as fast as the target answers. Throws when the
 * generator itself fails.
 */
export async function runLoad(load: Load): Promise<LoadResult> {
  const bodyFile = path.join(load.folder, "body.json")
  writeFileSync(bodyFile, load.body)
  const target = `${load.url}/v1/chat/completions`
  const env = { ...process.env, BENCH_BODY: bodyFile, BENCH_KEY: load.key }
  const command =
    generator === "own"
      ? [process.execPath, bundled("load"), target, String(load.connections), String(load.seconds)]
      : [
          generator,
          "-t1",
          `-c${load.connections}`,
          `-d${load.seconds}s`,
          "--timeout",
          "10s",
          "-s",
          wrkScript(load.folder),
          target,
        ]
  const [file = "", ...args] = command
  const output = await new Promise<string>((resolve, reject) => {
    execFile(file, args, { env, timeout: (load.seconds + 30) * 1000 }, (error, stdout, stderr) =>
      error ? reject(new Error(`the load generator failed: ${error.message}\n${stderr}`)) : resolve(stdout),
    )
  })
  const line = output.split("\n").find((text) => text.startsWith("RESULT "))
  if (line === undefined) throw new Error(`no result from the load generator:\n${output}`)
  return JSON.parse(line.slice(7)) as LoadResult
}

/** wrk's hooks: one fixed request, and the summary as a line of JSON. */
function wrkScript(folder: string): string {
  const file = path.join(folder, "load.lua")
  writeFileSync(
    file,
    `local file = assert(io.open(os.getenv("BENCH_BODY")))
local body = file:read("*a")
file:close()
local headers = { ["content-type"] = "application/json", ["authorization"] = "Bearer " .. os.getenv("BENCH_KEY") }
local bytes
function init() bytes = wrk.format("POST", nil, headers, body) end
function request() return bytes end
function done(summary, latency)
  local e = summary.errors
  local failed = e.status + e.connect + e.read + e.write + e.timeout
  print(string.format('RESULT {"requests":%d,"errors":%d,"durationMs":%.3f,"p50Us":%d,"p99Us":%d}',
    summary.requests, failed, summary.duration / 1000, latency:percentile(50), latency:percentile(99)))
end
`,
  )
  return file
}

function onPath(program: string): string | null {
  for (const folder of (process.env.PATH ?? "").split(path.delimiter)) {
    const file = path.join(folder, program)
    try {
      accessSync(file, constants.X_OK)
      return file
    } catch {}
  }
  return null
}
