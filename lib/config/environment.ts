import { environmentName, environmentSource, type SecretSource } from "#lib/secrets/env"
import { type Finding, finding, type Path } from "./finding"
import { isSecretPath } from "./secret-key"
import { eachScalar, type MapNode, nodeAt, type ScalarNode } from "./tree"

type Environment = Readonly<Record<string, string | undefined>>

/** Keys without which nothing works: an empty variable is no value for them. */
const NEEDED = new Set(["api_key", "master_key", "database_url"])

/**
 * Replaces every value `os.environ/NAME` by the variable, in place. Names are looked up in the file's own
 * `environment_variables` first (LiteLLM puts those into its environment at start), then in `env`; nothing is written
 * to the process. Returns the file's variables and what is missing or empty.
 */
export function resolveEnvironment(
  root: MapNode,
  env: Environment,
): { environment: Record<string, string>; findings: Finding[] } {
  const findings: Finding[] = []
  const environment = ownVariables(root, env, findings)
  const source = environmentSource(environment, env)
  eachScalar(root, (scalar, path) => {
    if (path[0] !== "environment_variables") resolve({ scalar, path, root, source, findings })
  })
  return { environment, findings }
}

/** The `environment_variables` section: its values are text; they may refer to the process's variables and to each other's plain values. */
function ownVariables(root: MapNode, env: Environment, findings: Finding[]): Record<string, string> {
  const section = nodeAt(root, ["environment_variables"])
  const own: Record<string, string> = {}
  if (section?.kind !== "map") return own
  for (const [name, { node }] of section.entries) {
    if (
      node.kind !== "scalar" ||
      node.value === null ||
      (typeof node.value === "string" && environmentName(node.value) !== null)
    )
      continue
    node.value = typeof node.value === "string" ? node.value : node.source
    own[name] = node.value
  }
  const literal = { ...own }
  for (const [name, { node }] of section.entries) {
    if (node.kind !== "scalar" || typeof node.value !== "string" || name in literal) continue
    resolve({
      scalar: node,
      path: ["environment_variables", name],
      root,
      source: environmentSource(env, literal),
      findings,
    })
    own[name] = node.value
  }
  return own
}

interface Reference {
  readonly scalar: ScalarNode
  readonly path: Path
  readonly root: MapNode
  readonly source: SecretSource
  readonly findings: Finding[]
}

function resolve({ scalar, path, root, source, findings }: Reference): void {
  if (typeof scalar.value !== "string") return
  const name = environmentName(scalar.value)
  if (name === null) return
  const say = (severity: "error" | "warning", message: string, hint: string) =>
    findings.push(finding(severity, scalar, path, { message, hint }))
  const known = source.get(name)
  if (name === "") say("error", "os.environ/ names no variable", "write os.environ/NAME")
  else if (known === undefined) {
    const needed = whoNeeds(root, path)
    say(
      "error",
      `the environment variable ${name} is not set${needed}`,
      `set ${name} before the start, or under environment_variables`,
    )
  } else if (known === "") {
    const severity = NEEDED.has(String(path.at(-1))) ? "error" : "warning"
    say(severity, `the environment variable ${name} is set but empty${whoNeeds(root, path)}`, `give ${name} a value`)
  }
  scalar.variable = name
  scalar.value = known ?? ""
}

/** `; the model "gpt-4o" needs it` for a value of a deployment. */
function whoNeeds(root: MapNode, path: Path): string {
  if (path[0] !== "model_list" || path[1] === undefined) return ""
  const name = nodeAt(root, ["model_list", path[1], "model_name"])
  return name?.kind === "scalar" && name.value !== null ? `; the model ${JSON.stringify(name.value)} needs it` : ""
}

const DOLLAR = /^\$(?:\{([A-Za-z_]\w*)(?::?-[^}]*)?\}|([A-Za-z_]\w*))$/
const PYTHON = /^(?:os\.environ(?:\[|\.get\(|\.)|os\.getenv\(|environ\[)\s*["']?([A-Za-z_]\w*)["']?\s*[\])]?$/
const OTHERS =
  /^(?:env\/|env:|env\.|process\.env\.|environ\/|os\.environment\/|os\.env\/|\$\{\{\s*(?:env|secrets)\.)([A-Za-z_]\w*)(?:\s*\}\})?$/
const EMBEDDED = /\$\{[A-Za-z_]\w*(?::?-[^}]*)?\}/

/** Finds the other ways people write a reference to a variable: here they would be sent to the provider as they stand. */
export function misspelledReferences(root: MapNode, env: Environment): Finding[] {
  const findings: Finding[] = []
  eachScalar(root, (scalar, path) => {
    if (typeof scalar.value !== "string" || scalar.variable !== undefined || path.length === 0) return
    const text = scalar.value
    // An MCP server's own settings may be templates that are filled in later.
    if (text.length > 500 || path[0] === "mcp_servers" || path[0] === "prompts") return
    const dollar = DOLLAR.exec(text)
    const name = dollar?.[1] ?? dollar?.[2] ?? PYTHON.exec(text)?.[1] ?? OTHERS.exec(text)?.[1]
    if (name !== undefined) {
      // `$word` may be the beginning of a password; it is taken for a variable only when it looks like one.
      const sure = dollar?.[2] === undefined || Object.hasOwn(env, name) || /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(name)
      const message = "environment variables are written os.environ/NAME here"
      const hint =
        sure || !isSecretPath(path)
          ? `write os.environ/${name}`
          : "write os.environ/ and the name if a variable is meant"
      findings.push(finding(sure ? "error" : "warning", scalar, path, { message, hint }))
    } else if (EMBEDDED.test(text) || /.os\.environ\//.test(text)) {
      const message = "a variable inside a longer text is not replaced"
      findings.push(
        finding("warning", scalar, path, { message, hint: "put the whole text into a variable: os.environ/NAME" }),
      )
    }
  })
  return findings
}
