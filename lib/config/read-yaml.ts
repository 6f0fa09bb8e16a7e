import {
  type Alias,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseDocument,
  Scalar,
  type YAMLMap,
} from "yaml"
import { type Finding, finding, type Place } from "./finding"
import { type Entry, emptyMap, type MapNode, type Node } from "./tree"
import { yamlWords } from "./yaml-words"

/** More than any config has; what an alias repeats counts each time, so that a few lines cannot become millions. */
const MOST_NODES = 200_000
const DEEPEST = 64
const LARGEST_CHARS = 8 * 1024 * 1024

interface Reading {
  readonly file: string
  readonly lines: LineCounter
  readonly findings: Finding[]
  /** What each `&name` marks, as far as the file has been read. */
  readonly anchors: Map<string, unknown>
  /** True inside what an alias repeats: its anchors are known already. */
  repeating: boolean
  nodes: number
  stopped: boolean
}

export interface ReadFile {
  readonly root: MapNode
  readonly findings: Finding[]
  /** False when the text could not be understood: what is in the tree then says nothing about what was meant. */
  readonly sound: boolean
}

/** YAML text → a tree that knows its places. What is wrong with it becomes findings; it never throws. */
export function readYaml(text: string, file: string): ReadFile {
  const start = { file, line: 1, column: 1 }
  const fail = (message: string, hint?: string) => ({
    root: emptyMap(start),
    sound: false,
    findings: [finding("error", start, [], { message, hint })],
  })
  if (text.length > LARGEST_CHARS) return fail("the file is too large for a config")
  try {
    return readDocument(text, file)
  } catch {
    return fail("the file nests too deeply to be read", "is this the config file?")
  }
}

function readDocument(text: string, file: string): ReadFile {
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
    logLevel: "error",
  })
  const reading: Reading = {
    file,
    lines,
    findings: [],
    anchors: new Map(),
    repeating: false,
    nodes: 0,
    stopped: false,
  }
  let lastLine = 0
  for (const e of [...document.errors, ...document.warnings]) {
    const at = place(reading, e.pos[0])
    // One mistake makes the parser stumble several times over the same line.
    if (at.line === lastLine) continue
    lastLine = at.line
    reading.findings.push(finding(e.name === "YAMLWarning" ? "warning" : "error", at, [], yamlWords(e.code)))
  }
  const start = { file, line: 1, column: 1 }
  const root = build(reading, document.contents, start, [])
  const understood = !reading.stopped && document.errors.every((e) => e.code === "DUPLICATE_KEY")
  if (root.kind === "map") return { root, findings: reading.findings, sound: understood }
  const hint = "it usually begins with model_list:"
  const empty = root.kind === "scalar" && root.value === null
  if (empty && understood) reading.findings.push(finding("warning", start, [], { message: "the file is empty", hint }))
  else if (understood) {
    reading.findings.push(finding("error", root, [], { message: "a config is a map of sections, this is not", hint }))
  }
  return { root: emptyMap(start), findings: reading.findings, sound: empty && understood }
}

function place(reading: Reading, offset: number): Place {
  const { line, col } = reading.lines.linePos(offset)
  return { file: reading.file, line: Math.max(1, line), column: Math.max(1, col) }
}

/** One node of the parser's tree → one of ours. `around` is the place of what has none; `above` finds aliases of themselves. */
function build(reading: Reading, from: unknown, around: Place, above: readonly unknown[]): Node {
  const at = hasRange(from) ? place(reading, from.range[0]) : around
  const nothing: Node = { kind: "scalar", ...at, value: null, source: "", quoted: false }
  if (reading.stopped) return nothing
  if (++reading.nodes > MOST_NODES || above.length > DEEPEST) {
    reading.stopped = true
    const message =
      above.length > DEEPEST ? "the file nests too deeply" : "the file repeats itself too often through aliases"
    reading.findings.push(finding("error", at, [], { message }))
    return nothing
  }
  if (isNode(from) && !isAlias(from) && from.anchor && !reading.repeating) reading.anchors.set(from.anchor, from)
  if (isAlias(from)) return followAlias(reading, from, at, above)
  if (isMap(from)) return buildMap(reading, from, at, above)
  if (isSeq(from)) {
    const inside = [...above, from]
    return { kind: "list", ...at, items: from.items.map((item) => build(reading, item, at, inside)) }
  }
  if (!isScalar(from)) return nothing
  const quoted = from.type !== undefined && from.type !== Scalar.PLAIN
  const source = typeof from.value === "string" ? from.value : (from.source ?? "")
  return { kind: "scalar", ...at, value: scalarValue(from.value), source, quoted }
}

function hasRange(from: unknown): from is { range: [number, number, number] } {
  return typeof from === "object" && from !== null && Array.isArray((from as { range?: unknown }).range)
}

function scalarValue(value: unknown): string | number | boolean | null {
  if (value === null || value === undefined) return null
  if (typeof value === "number" || typeof value === "boolean") return value
  return String(value)
}

function followAlias(reading: Reading, alias: Alias, at: Place, above: readonly unknown[]): Node {
  const target = reading.anchors.get(alias.source)
  const problem =
    target === undefined
      ? "nothing is marked with this name"
      : above.includes(target)
        ? "this alias contains itself"
        : null
  if (problem === null) {
    const outer = reading.repeating
    reading.repeating = true
    const repeated = build(reading, target, at, [...above, alias])
    reading.repeating = outer
    return repeated
  }
  reading.findings.push(
    finding("error", at, [], { message: problem, hint: "*name repeats what &name has marked earlier in the file" }),
  )
  return { kind: "scalar", ...at, value: null, source: "", quoted: false }
}

function buildMap(reading: Reading, from: YAMLMap, at: Place, above: readonly unknown[]): MapNode {
  const inside = [...above, from]
  const entries = new Map<string, Entry>()
  const merged = new Map<string, Entry>()
  for (const pair of from.items as Pair[]) {
    const key = pair.key
    const keyAt = hasRange(key) ? place(reading, key.range[0]) : at
    if (!isScalar(key)) {
      reading.findings.push(
        finding("error", keyAt, [], { message: "a key must be plain text", hint: "put text with { or [ in quotes" }),
      )
      continue
    }
    const name = typeof key.value === "string" ? key.value : (key.source ?? String(key.value ?? ""))
    if (name === "<<" && key.type === Scalar.PLAIN) addMerge(merged, build(reading, pair.value, keyAt, inside))
    else if (name === "__proto__")
      reading.findings.push(finding("error", keyAt, [name], { message: "this name cannot be used as a key" }))
    else entries.set(name, { key: keyAt, node: build(reading, pair.value, keyAt, inside) })
  }
  for (const [name, entry] of merged) if (!entries.has(name)) entries.set(name, entry)
  return { kind: "map", ...at, entries }
}

/** YAML 1.1's merge key, which LiteLLM's parser knows: earlier maps win, the map's own keys before them all. */
function addMerge(into: Map<string, Entry>, value: Node): void {
  const sources = value.kind === "list" ? value.items : [value]
  for (const source of sources) {
    if (source.kind !== "map") continue
    for (const [name, entry] of source.entries) if (!into.has(name)) into.set(name, entry)
  }
}
