import { nanoFromUsd } from "#lib/core/money"
import type { CostPart, LogDetail } from "./log-row"
import { logCostWords } from "./words/log-detail"

/** One line of the arithmetic: tokens × price = cost. */
export interface CostLine {
  readonly label: string
  readonly tokens: number
  readonly nanoPerMillion: number
  readonly costNano: number
}

const { kinds } = logCostWords
const LABELS: Readonly<Record<string, string>> = {
  input: kinds.input,
  cache_read: kinds.cacheRead,
  cache_write: kinds.cacheWrite,
  audio_input: kinds.audioInput,
  output: kinds.output,
  reasoning: kinds.reasoning,
  audio_output: kinds.audioOutput,
}

/** The lines that make a request's cost, input before output (stored JSON keeps no order); none when the row has no arithmetic. */
export function costLines(log: Pick<LogDetail, "metadata">): CostLine[] {
  const parts = Object.entries(log.metadata?.cost_breakdown ?? {}).sort(([a], [b]) => rank(a) - rank(b))
  return parts.flatMap(([kind, part]) => {
    if (!isPart(part) || (part.tokens === 0 && part.cost === 0)) return []
    const label = LABELS[kind] ?? kind.replaceAll("_", " ")
    return [{ label, tokens: part.tokens, nanoPerMillion: part.nano_per_million, costNano: nanoFromUsd(part.cost) }]
  })
}

/** What was billed beyond the lines, in nano-dollars; 0 when they differ by no more than the rounding of each line. */
export function unlistedNano(lines: readonly CostLine[], billedNano: number): number {
  const rest = billedNano - lines.reduce((sum, line) => sum + line.costNano, 0)
  return Math.abs(rest) <= lines.length ? 0 : rest
}

function rank(kind: string): number {
  const known = Object.keys(LABELS).indexOf(kind)
  return known < 0 ? Number.MAX_SAFE_INTEGER : known
}

function isPart(part: CostPart | number | undefined): part is CostPart {
  return typeof part === "object" && part !== null
}
