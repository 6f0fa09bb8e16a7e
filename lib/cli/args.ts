import { parseArgs as parseTokens } from "node:util"
import { closest } from "#lib/core/closest"
import type { LogLevel } from "#lib/core/log"
import type { ManageArgs } from "./commands/manage"
import { LITELLM_FLAGS } from "./litellm-flags"
import { readManageArgs } from "./manage/read-args"

export type Command =
  | {
      readonly kind: "serve"
      /** Undefined: no config was named. */
      readonly config: string | undefined
      readonly host: string
      readonly port: number
      readonly numWorkers: number
      readonly level: LogLevel
      readonly strict: boolean
      readonly dev: boolean
      /** To be said before the start. */
      readonly notes: readonly string[]
    }
  /** A command of the management API, derived from its description. */
  | ({ readonly kind: "manage" } & ManageArgs)
  | { readonly kind: "validate"; readonly config: string; readonly strict: boolean }
  | { readonly kind: "health"; readonly host: string; readonly port: number }
  | { readonly kind: "version" }
  | { readonly kind: "help"; readonly text: string }
  /** The command line is not right; `message` says why and what to do. Exit status 2. */
  | { readonly kind: "mistake"; readonly message: string }

const FLAGS = {
  config: { type: "string", short: "c" },
  host: { type: "string" },
  port: { type: "string" },
  num_workers: { type: "string" },
  debug: { type: "boolean" },
  detailed_debug: { type: "boolean" },
  validate: { type: "boolean" },
  strict: { type: "boolean" },
  health: { type: "boolean" },
  dev: { type: "boolean" },
  version: { type: "boolean", short: "v" },
  help: { type: "boolean", short: "h" },
} as const
type Flag = keyof typeof FLAGS
type Given = Partial<Record<Flag, string | true>>

export const HELP = `Tollgate: one gateway between your agents and every LLM provider.

Usage: tollgate [flags]                     serve
       tollgate key generate --max_budget 5   any path of the management API, on a running gateway

  -c, --config FILE   config to serve, as LiteLLM has it (CONFIG_FILE_PATH); without one: a demo model
      --host HOST     address to listen on (HOST), default 0.0.0.0
      --port PORT     port to listen on (PORT), default 4000; 0 takes a free one
      --num_workers N processes that serve (NUM_WORKERS), default 1; they share one port and every limit
      --validate      check the config, list everything there is to say about it, and exit
      --strict        with --validate: a warning fails too; otherwise: refuse a weak master key
      --health        ask the running gateway how it is, and exit
      --debug         log more; --detailed_debug is the same (LITELLM_LOG, LITELLM_LOG_LEVEL)
      --dev           develop the dashboard: pages reload by themselves
  -v, --version       print the version
  -h, --help          print this
`

type Environment = Readonly<Record<string, string | undefined>>

/** A mistake on the command line, on its way to `parseArgs`. */
class Mistake extends Error {}

/** Command line → what to do. `env` holds the defaults LiteLLM takes from the environment; a flag wins. Never throws. */
export function parseArgs(argv: readonly string[], env: Environment = {}): Command {
  try {
    const managing = readManageArgs(argv)
    if (managing !== null) return { kind: "manage", ...managing }
    return command(readFlags(argv), env)
  } catch (e) {
    if (e instanceof Mistake) return { kind: "mistake", message: `${e.message}\n\`tollgate --help\` lists the flags.` }
    return { kind: "mistake", message: "This command line cannot be read.\n`tollgate --help` lists the flags." }
  }
}

function readFlags(argv: readonly string[]): Given {
  const args = argv.map(underscored)
  const { tokens } = parseTokens({ args, options: FLAGS, strict: false, allowPositionals: true, tokens: true })
  const given: Given = {}
  for (const token of tokens) {
    if (token.kind === "positional") throw new Mistake(stray(token.value))
    if (token.kind !== "option") continue
    if (!isFlag(token.name)) throw new Mistake(unknownFlag(token.rawName))
    const takes = FLAGS[token.name].type === "string"
    if (!takes && token.value !== undefined) throw new Mistake(`--${token.name} takes no value.`)
    if (
      takes &&
      (token.value === undefined || token.value === "" || (!token.inlineValue && /^--?[a-z]/i.test(token.value)))
    )
      throw new Mistake(`--${token.name} needs a value.`)
    given[token.name] = token.value ?? true
  }
  return given
}

/** `--num-workers` is read as `--num_workers`, which is how LiteLLM spells it. */
function underscored(arg: string): string {
  const match = /^--([a-z][\w-]*)(=.*)?$/is.exec(arg)
  return match ? `--${(match[1] ?? "").replaceAll("-", "_")}${match[2] ?? ""}` : arg
}

function isFlag(name: string): name is Flag {
  return Object.hasOwn(FLAGS, name)
}

function stray(value: string): string {
  const shown = value.length > 60 ? `${value.slice(0, 60)}…` : value
  if (/\.ya?ml$/i.test(value)) return `A config is named with a flag: --config ${shown}`
  return `"${shown}" is not a flag.`
}

function unknownFlag(raw: string): string {
  const name = raw.replace(/^-+/, "").split("=")[0] ?? ""
  const flag = `--${name.slice(0, 60)}`
  const short = raw.startsWith("--") ? undefined : name === "m" ? "model" : undefined
  const known = short ?? name
  if (Object.hasOwn(LITELLM_FLAGS, known)) {
    const instead = LITELLM_FLAGS[known]
    return `--${known} is a flag of LiteLLM that is not supported yet${instead ? `: ${instead}` : ""}.`
  }
  const [near] = closest(name, [...Object.keys(FLAGS), ...Object.keys(LITELLM_FLAGS)], 1)
  return `${raw.startsWith("--") ? flag : raw.slice(0, 3)} is not a flag of tollgate.${near ? ` Did you mean --${near}?` : ""}`
}

function command(given: Given, env: Environment): Command {
  if (given.help) return { kind: "help", text: HELP }
  if (given.version) return { kind: "version" }
  const text = (flag: Flag, variable: string) => {
    const value = given[flag]
    return typeof value === "string" ? value : env[variable] || undefined
  }
  const config = text("config", "CONFIG_FILE_PATH")
  const strict = given.strict === true
  if (given.validate) {
    if (config === undefined) throw new Mistake("--validate needs the config to check: --config config.yaml --validate")
    return { kind: "validate", config, strict }
  }
  const host = text("host", "HOST") ?? "0.0.0.0"
  const port = whole(text("port", "PORT") ?? "4000", { flag: "port", least: 0, most: 65_535 })
  if (given.health) return { kind: "health", host, port }
  const numWorkers = whole(text("num_workers", "NUM_WORKERS") ?? "1", { flag: "num_workers", least: 1, most: 1024 })
  const notes: string[] = []
  return {
    kind: "serve",
    config,
    host,
    port,
    numWorkers,
    level: level(given, env, notes),
    strict,
    dev: given.dev === true,
    notes,
  }
}

function whole(text: string, { flag, least, most }: { flag: Flag; least: number; most: number }): number {
  const value = /^\d{1,6}$/.test(text.trim()) ? Number(text) : Number.NaN
  if (value >= least && value <= most) return value
  throw new Mistake(`--${flag} must be a whole number from ${least} to ${most}, not "${text.slice(0, 20)}".`)
}

const LEVELS: Readonly<Record<string, LogLevel>> = {
  debug: "debug",
  info: "info",
  warn: "warn",
  warning: "warn",
  error: "error",
  critical: "error",
}

function level(given: Given, env: Environment, notes: string[]): LogLevel {
  if (given.debug || given.detailed_debug) return "debug"
  const asked = env.LITELLM_LOG || env.LITELLM_LOG_LEVEL
  if (!asked) return "info"
  const known = LEVELS[asked.toLowerCase()]
  if (known === undefined) notes.push("LITELLM_LOG takes DEBUG, INFO, WARNING or ERROR; INFO is used.")
  return known ?? "info"
}
