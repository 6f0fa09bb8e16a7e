import { readFileSync } from "node:fs"
import { join } from "node:path"
import { request } from "undici"
import { type ApiCommand, commandsOf, findCommand, readApiDocument } from "#lib/cli/manage/api-document"
import { FieldMistake, type GivenFields, requestOf } from "#lib/cli/manage/field-values"
import { packageRoot } from "#lib/cli/package-root"
import type { Say } from "#lib/cli/say"

type Environment = Readonly<Record<string, string | undefined>>

export interface ManageArgs {
  /** `key generate`. */
  readonly words: readonly string[]
  readonly fields: GivenFields
  readonly help: boolean
  readonly url: string | undefined
  readonly apiKey: string | undefined
}

const TIMEOUT_MS = 60_000

/** Calls the management API of a running gateway and prints the answer. Exit status 0, 1 when it refused, 2 for a mistake. */
export async function manage(args: ManageArgs, env: Environment, say: Say): Promise<number> {
  const all = commandsOf(readApiDocument(packageRoot()))
  const { command, near } = findCommand(all, args.words, [...args.fields.keys()])
  if (command === null) {
    say(`There is no command \`${args.words.join(" ")}\`.${near.length > 0 ? ` There are: ${near.join(", ")}.` : ""}`)
    return 2
  }
  if (args.help) return sayHelp(command, say)
  try {
    const { path, body } = requestOf(command, args.fields)
    return await call(args, env, { method: command.method, path, body, say })
  } catch (e) {
    if (!(e instanceof FieldMistake)) throw e
    say(`${e.message} \`tollgate ${command.words.join(" ")} --help\` explains them.`)
    return 2
  }
}

interface Called {
  readonly method: string
  readonly path: string
  readonly body: Record<string, unknown> | null
  readonly say: Say
}

async function call(args: ManageArgs, env: Environment, { method, path, body, say }: Called): Promise<number> {
  const base = (args.url ?? env.TOLLGATE_URL ?? env.LITELLM_PROXY_URL ?? "http://localhost:4000").replace(/\/+$/, "")
  const key = args.apiKey ?? env.LITELLM_PROXY_API_KEY ?? env.LITELLM_MASTER_KEY ?? keptMasterKey(env)
  if (key === null) {
    say("No key to log in with: set LITELLM_PROXY_API_KEY or LITELLM_MASTER_KEY, or give --api_key.")
    return 2
  }
  try {
    const { statusCode, body: answer } = await request(`${base}${path}`, {
      method: method as "GET",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body === null ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    say(readable(text))
    return statusCode < 400 ? 0 : 1
  } catch (e) {
    const code = e instanceof Error ? ((e as { code?: string }).code ?? e.message) : String(e)
    say(`${base} does not answer (${code}). Is the gateway running there? --url or TOLLGATE_URL names another address.`)
    return 1
  }
}

/** The key `npm start` generated for this data directory. */
function keptMasterKey(env: Environment): string | null {
  try {
    return readFileSync(join(env.TOLLGATE_DATA_DIR ?? ".tollgate", "master-key"), "utf8").trim()
  } catch {
    return null
  }
}

function readable(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

function sayHelp({ words, method, path, summary, fields }: ApiCommand, say: Say): number {
  say(`tollgate ${words.join(" ")}: ${summary || "calls"} (${method} ${path})`)
  say("")
  for (const field of fields)
    say(
      `  --${field.name}${field.required ? " (required)" : ""}${field.description === "" ? "" : `  ${field.description}`}`,
    )
  if (fields.length > 0) say("")
  say("  --url ADDRESS    the gateway (TOLLGATE_URL, LITELLM_PROXY_URL), default http://localhost:4000")
  say("  --api_key KEY    whose rights count (LITELLM_PROXY_API_KEY, LITELLM_MASTER_KEY, or the generated master key)")
  return 0
}
