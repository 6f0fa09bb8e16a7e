import { spawn } from "node:child_process"
import { delimiter } from "node:path"
import { inRoot, root } from "./paths.mjs"
import { SetupError } from "./progress.mjs"

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"]
const SIGNAL_NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }
/** Of a long output: the first lines name the cause (npm), the last ones the place (a build). */
const SHOWN_FIRST = 25
const SHOWN_LAST = 25

/** The environment with the project's own programs (its Node first of all) ahead of the machine's. */
export function projectEnv(extra = {}) {
  return { ...process.env, NEXT_TELEMETRY_DISABLED: "1", PATH: withProjectBin(process.env.PATH ?? ""), ...extra }
}

const bin = inRoot("node_modules", ".bin")
const withProjectBin = (path) => [bin, ...path.split(delimiter).filter((entry) => entry !== bin)].join(delimiter)

/** The environment without the project's own programs: for npm, which is about to replace them. */
export function machineEnv() {
  const path = (process.env.PATH ?? "").split(delimiter).filter((entry) => !entry.includes("node_modules"))
  return { ...process.env, PATH: path.join(delimiter) }
}

/**
 * Runs a command in the package's folder to its end with its output kept. `onLine` sees each line as it comes. Throws a
 * SetupError with the last lines when it cannot be started or its status is not 0.
 */
export function runQuietly([command, ...args], { env = projectEnv(), onLine = () => {}, hint = "" } = {}) {
  return new Promise((resolve, reject) => {
    const lines = []
    const fail = (why) =>
      reject(new SetupError([`${[command, ...args].join(" ")}: ${why}`, ...excerpt(lines), hint].join("\n").trim()))
    const child = spawn(command, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] })
    const stop = (signal) => {
      child.kill(signal)
      process.exit(128 + SIGNAL_NUMBERS[signal])
    }
    for (const signal of SIGNALS) process.on(signal, stop)
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        for (const line of text.split("\n").filter((each) => each.trim() !== "")) {
          lines.push(line)
          onLine(line)
        }
      })
    }
    child.on("error", (error) => fail(error.message))
    child.on("close", (code, signal) => {
      for (const each of SIGNALS) process.off(each, stop)
      if (code === 0) resolve(lines)
      else fail(signal ? `ended by ${signal}` : `status ${code}`)
    })
  })
}

function excerpt(lines) {
  if (lines.length <= SHOWN_FIRST + SHOWN_LAST) return lines
  return [...lines.slice(0, SHOWN_FIRST), "…", ...lines.slice(-SHOWN_LAST)]
}

/**
 * Runs a command with this terminal as its own and passes signals on. A terminal sends Ctrl-C to every process in front of
 * it by itself, so there SIGINT is not sent a second time. Returns the exit status (128 + n after a signal).
 */
export function runInFront([command, ...args], { env = projectEnv(), cwd = root } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: "inherit" })
    const pass = (signal) => {
      if (signal !== "SIGINT" || process.stdin.isTTY !== true) child.kill(signal)
    }
    for (const signal of SIGNALS) process.on(signal, pass)
    child.on("error", (error) => reject(new SetupError(`${command} cannot be started: ${error.message}`)))
    child.on("close", (code, signal) => {
      for (const each of SIGNALS) process.off(each, pass)
      resolve(code ?? 128 + (SIGNAL_NUMBERS[signal] ?? 0))
    })
  })
}
