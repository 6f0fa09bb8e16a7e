import { readFile } from "node:fs/promises"
import { dirname, isAbsolute, join, resolve } from "node:path"
import { type Finding, finding, type Path, type Place } from "./finding"
import { readYaml } from "./read-yaml"
import { type MapNode, type Node, nodeAt } from "./tree"

/** A config with everything it includes. */
export interface Collected {
  readonly root: MapNode
  readonly findings: Finding[]
  /** Every file read, the main one first. */
  readonly files: string[]
  readonly sound: boolean
}

interface Task {
  readonly file: string
  /** Files being read on the way here, for cycles. */
  readonly above: readonly string[]
  /** Where the file is asked for. */
  readonly from: Place
  readonly path: Path
}

/** Reads a config file and, below it, every file it includes. What cannot be read becomes findings. */
export async function collectFiles(file: string): Promise<Collected> {
  const seen = new Set<string>()
  return collect({ file, above: [], from: { file, line: 1, column: 1 }, path: [] }, seen)
}

async function collect(task: Task, seen: Set<string>): Promise<Collected> {
  const { file, above, from, path } = task
  const whole = resolve(file)
  seen.add(whole)
  let text: string
  try {
    text = await readFile(file, "utf8")
  } catch (e) {
    const message = `${above.length === 0 ? "the config file" : file} ${whyUnreadable(e)}`
    const hint =
      above.length === 0 ? "give its path with --config" : "paths are relative to the file that includes them"
    const root: MapNode = { kind: "map", ...from, entries: new Map() }
    return { root, findings: [finding("error", from, path, { message, hint })], files: [], sound: false }
  }
  const { root, findings, sound } = readYaml(text, file)
  const collected = { root, findings, files: [file], sound }
  const included = nodeAt(root, ["include"])
  if (included?.kind !== "list") return collected
  for (const [i, item] of included.items.entries()) {
    if (item.kind !== "scalar" || typeof item.value !== "string" || item.value === "") continue
    const name = item.value
    const at: Path = ["include", i]
    const inner = isAbsolute(name) ? name : join(dirname(file), name)
    const problem = whyNotIncluded(name, resolve(inner), { above: [...above, whole], seen })
    if (problem) findings.push(finding(problem.severity, item, at, problem))
    else {
      const below = await collect({ file: inner, above: [...above, whole], from: item, path: at }, seen)
      findings.push(...below.findings)
      collected.files.push(...below.files)
      collected.sound &&= below.sound
      mergeInto(root, below.root, true)
    }
  }
  return collected
}

function whyNotIncluded(
  name: string,
  whole: string,
  { above, seen }: { above: readonly string[]; seen: ReadonlySet<string> },
) {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(name))
    return { severity: "error", message: "only files of this machine can be included" } as const
  if (above.includes(whole)) {
    const message = "these files include each other in a circle"
    return { severity: "error", message, hint: "take this include out" } as const
  }
  if (seen.has(whole)) return { severity: "warning", message: `${name} is included twice; it counts once` } as const
  return null
}

function whyUnreadable(e: unknown): string {
  const code = (e as { code?: unknown }).code
  if (code === "ENOENT" || code === "ENOTDIR") return "does not exist"
  if (code === "EISDIR") return "is a directory"
  if (code === "EACCES" || code === "EPERM") return "may not be read by this user"
  return "cannot be read"
}

/** Adds an included file to the one that includes it: lists of the top level are joined, maps merged, what is there wins. */
function mergeInto(target: MapNode, from: MapNode, top: boolean): void {
  for (const [key, entry] of from.entries) {
    if (top && key === "include") continue
    const existing: Node | undefined = target.entries.get(key)?.node
    if (existing === undefined || (existing.kind === "scalar" && existing.value === null))
      target.entries.set(key, entry)
    else if (existing.kind === "map" && entry.node.kind === "map") mergeInto(existing, entry.node, false)
    else if (top && existing.kind === "list" && entry.node.kind === "list") existing.items.push(...entry.node.items)
  }
}
