import { registerSecret } from "#lib/core/log"
import { applyCredentials } from "./credentials"
import { crossCheck } from "./cross-check"
import { misspelledReferences, resolveEnvironment } from "./environment"
import { explainIssues } from "./explain"
import { byPlace, type Finding, finding, formatFinding, hasErrors, type Path } from "./finding"
import { type Collected, collectFiles } from "./include"
import { notInEffect } from "./not-in-effect"
import { openKeys } from "./open-keys"
import { layOver, type Overlay } from "./overlay"
import { readYaml } from "./read-yaml"
import { repair } from "./repair"
import { type Config, configSchema, emptyConfig } from "./schema"
import { isCertainSecret } from "./secret-key"
import { dropEmpty, tidyConnections, trimSecrets } from "./tidy"
import { eachScalar, type MapNode, plain } from "./tree"

export interface LoadedConfig {
  /** To be used only when no finding is an error; it is the empty config otherwise. */
  readonly config: Config
  /** In the order of the files and their lines. */
  readonly findings: Finding[]
  /** Every file read, the main one first. */
  readonly files: string[]
  /** The `environment_variables` section, for whoever looks variables up later; the process's own are not touched. */
  readonly environment: Record<string, string>
  /** The tree as written, with what was laid over it: references to variables are not replaced. A copy. */
  readonly written: () => MapNode
  /** The same files with these settings in place of theirs, checked as a whole; those of an earlier call do not count. */
  readonly over: (settings: Overlay) => LoadedConfig
}

export interface LoadOptions {
  readonly path: string
  /** Where `os.environ/NAME` is looked up; the process's variables unless given. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** A weak master key is an error, not a warning. */
  readonly strict?: boolean
}

/** Reads a config file and what it includes. Never throws for what is in them: that is what findings are for. */
export async function loadConfig(options: LoadOptions): Promise<LoadedConfig> {
  const collected = await collectFiles(options.path)
  return check(collected, { env: options.env ?? process.env, strict: options.strict ?? false })
}

export interface ParseOptions {
  /** What findings call the text. */
  readonly file?: string
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly strict?: boolean
}

/** The same for a text; `include` is not followed. */
export function parseConfig(
  text: string,
  { file = "config.yaml", env = {}, strict = false }: ParseOptions = {},
): LoadedConfig {
  return check({ ...readYaml(text, file), files: [file] }, { env, strict })
}

interface CheckOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly strict: boolean
}

function check(collected: Collected, options: CheckOptions, overlay: Overlay = {}): LoadedConfig {
  const { files } = collected
  const written = () => {
    const copy = structuredClone(collected.root)
    layOver(copy, overlay)
    return copy
  }
  const more = { files, written, over: (settings: Overlay) => check(collected, options, settings) }
  const nothing = { config: emptyConfig(), environment: {}, ...more }
  if (!collected.sound) return { ...nothing, findings: ordered(collected.findings) }
  const root = written()
  try {
    const { config, findings, environment } = understand(root, options)
    const all = ordered([...collected.findings, ...findings])
    return { ...more, config: config && !hasErrors(all) ? config : emptyConfig(), findings: all, environment }
  } catch (e) {
    // A mistake of ours must not take the gateway down with it on a reload.
    const message = `this config could not be understood: ${e instanceof Error ? e.name : "unknown failure"}`
    const failure = finding("error", { file: root.file, line: 1, column: 1 }, [], { message })
    return { ...nothing, findings: ordered([...collected.findings, failure]) }
  }
}

/** The order matters: first what changes values, then what judges them, and the schema last. */
function understand(root: MapNode, { env, strict }: CheckOptions) {
  const findings = dropEmpty(root, configSchema)
  const resolved = resolveEnvironment(root, env)
  findings.push(
    ...resolved.findings,
    ...misspelledReferences(root, env),
    ...tidyConnections(root),
    ...trimSecrets(root),
  )
  keepSecretsOut(root)
  const unused = notInEffect(root)
  findings.push(...applyCredentials(root))
  const { config, problems } = satisfySchema(root)
  findings.push(...problems, ...openKeys(root), ...crossCheck(root, strict), ...unused)
  return { config, findings, environment: resolved.environment }
}

/** Runs the schema, repairing what can be read as meant; each round may uncover more. */
function satisfySchema(root: MapNode): { config: Config | null; problems: Finding[] } {
  const problems: Finding[] = []
  for (let round = 0; ; round++) {
    const result = configSchema.safeParse(plain(root))
    if (result.success) return { config: result.data, problems }
    const left = result.error.issues.filter((issue) => {
      const repaired = round < 5 ? repair(issue, issue.path as Path, root) : null
      if (repaired) problems.push(...repaired)
      return repaired === null
    })
    if (left.length === result.error.issues.length)
      return { config: null, problems: [...problems, ...explainIssues(left, root)] }
  }
}

/** What people give a server that wants no key ("none", "ollama"): blotting it out would only garble the log. */
const PLACEHOLDER = /^[a-z-]{1,12}$/i

/** From here on no secret of this config appears in a log line or an error. */
function keepSecretsOut(root: MapNode): void {
  eachScalar(root, ({ value }, path) => {
    const key = path.at(-1)
    if (typeof value !== "string" || typeof key !== "string" || !isCertainSecret(key)) return
    if (!PLACEHOLDER.test(value)) registerSecret(value)
  })
}

function ordered(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>()
  const once = findings.filter((f) => {
    const text = formatFinding(f)
    return seen.has(text) ? false : seen.add(text) !== undefined
  })
  return once.sort(byPlace)
}
