import { nanoFromUsd } from "#lib/core/money"
import type { CostPart, LogDetail } from "./log-row"

/** One line of the arithmetic: tokens × price = cost. */
export interface CostLine {
  readonly label: string
  readonly tokens: number
  readonly nanoPerMillion: number
  readonly costNano: number
}

const PARTS = [
  ["Input", "input"],
  ["Cached input, read", "cache_read"],
  ["Cached input, written", "cache_write"],
  ["Output", "output"],
] as const

/** The lines that make a request's cost, in the order they are read; none when the row carries no arithmetic. */
export function costLines(log: Pick<LogDetail, "metadata">): CostLine[] {
  const breakdown = log.metadata?.cost_breakdown
  if (!breakdown) return []
  return PARTS.flatMap(([label, name]) => {
    const part: CostPart | undefined = breakdown[name]
    if (!part || (part.tokens === 0 && part.cost === 0)) return []
    return [{ label, tokens: part.tokens, nanoPerMillion: part.nano_per_million, costNano: nanoFromUsd(part.cost) }]
  })
}
