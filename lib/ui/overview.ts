import type { OverviewFigures, UsageOverviewOutput } from "./api.gen"
import { formatCompact, formatCount, formatMs, formatPercent, formatUsd } from "./format"
import { nanoOf } from "./nano"
import { figureWords, rangeWords } from "./words/figures"
import { overviewWords } from "./words/overview"
import { terms } from "./words/terms"

export const OVERVIEW_RANGES = ["24h", "7d", "30d"] as const
export type OverviewRange = (typeof OVERVIEW_RANGES)[number]

/** Each range in words that fit behind "than in the". */
export const RANGE_WORDS: Readonly<Record<OverviewRange, string>> = rangeWords

/** How a figure has changed, and whether that is good to hear. */
export interface Change {
  readonly text: string
  readonly tone: "neutral" | "good" | "bad"
}

/** One figure of the overview, with its course and what it was before. */
export interface Tile {
  readonly id: "spend" | "requests" | "failures" | "latency" | "tokens"
  readonly name: string
  readonly value: string
  readonly note: string
  readonly change: Change
  readonly course: readonly (number | null)[]
  /** Whole units, for tests: nano-dollars, counts, milliseconds. */
  readonly raw: number
}

const words = overviewWords.tiles

const tokensOf = (of: OverviewFigures) => of.prompt_tokens + of.completion_tokens
const failedShare = (of: OverviewFigures) => (of.requests === 0 ? 0 : of.failures / of.requests)

/** The five tiles of the overview. */
export function overviewTiles({ current, previous, slots, latency_is_sampled }: UsageOverviewOutput): readonly Tile[] {
  const [now, then] = [current.figures, previous.figures]
  const perRequest =
    now.requests === 0 ? figureWords.noRequests : figureWords.perRequest(formatUsd(now.spend / now.requests))
  const p95 = now.latency_p95_ms
  const within = latency_is_sampled ? words.withinSampled : words.within
  const latencyNote = p95 === null ? words.noAnswers : within(formatMs(p95))
  return [
    {
      id: "spend",
      name: terms.spend,
      value: formatUsd(now.spend),
      note: perRequest,
      change: changeOf(now.spend, then.spend, "neutral"),
      course: slots.map(({ spend }) => spend),
      raw: nanoOf(now.spend),
    },
    {
      id: "requests",
      name: terms.requests,
      value: formatCount(now.requests),
      note: figureWords.succeeded(formatCount(now.requests - now.failures)),
      change: changeOf(now.requests, then.requests, "neutral"),
      course: slots.map(({ requests }) => requests),
      raw: now.requests,
    },
    {
      id: "failures",
      name: figureWords.errors,
      value: formatCount(now.failures),
      note: now.requests === 0 ? figureWords.noRequests : figureWords.ofRequests(formatPercent(failedShare(now))),
      change: changeOf(failedShare(now), failedShare(then), "less is good"),
      course: slots.map(({ failures }) => failures),
      raw: now.failures,
    },
    {
      id: "latency",
      name: words.latency,
      value: now.latency_p50_ms === null ? "–" : formatMs(now.latency_p50_ms),
      note: latencyNote,
      change: changeOf(now.latency_p50_ms, then.latency_p50_ms, "less is good"),
      course: slots.map(({ latency_p50_ms }) => latency_p50_ms),
      raw: now.latency_p50_ms ?? -1,
    },
    {
      id: "tokens",
      name: terms.tokens,
      value: formatCompact(tokensOf(now)),
      note: figureWords.inAndOut(formatCompact(now.prompt_tokens), formatCompact(now.completion_tokens)),
      change: changeOf(tokensOf(now), tokensOf(then), "neutral"),
      course: slots.map(tokensOf),
      raw: tokensOf(now),
    },
  ]
}

/** `+12%`, `−40%`, `12×`; "new" when there was nothing before. */
export function changeOf(now: number | null, then: number | null, what: "neutral" | "less is good"): Change {
  if (now === null || then === null || (now === 0 && then === 0)) return { text: "–", tone: "neutral" }
  if (then === 0) return { text: figureWords.new, tone: what === "neutral" ? "neutral" : "bad" }
  const ratio = now / then - 1
  if (Math.abs(ratio) < 0.005) return { text: "±0%", tone: "neutral" }
  const tone = what === "neutral" ? "neutral" : ratio > 0 ? "bad" : "good"
  if (ratio >= 9) return { text: `${formatCompact(now / then)}×`, tone }
  return { text: `${ratio > 0 ? "+" : "−"}${formatPercent(Math.abs(ratio))}`, tone }
}
