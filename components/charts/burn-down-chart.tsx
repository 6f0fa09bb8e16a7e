import { type PointerEvent, useState } from "react"
import {
  type BurnDown,
  type BurnDownLines,
  burnDownLines,
  formatAxisMoment,
  formatMoment,
  nearestPoint,
  type Place,
} from "#lib/ui/burn-down"
import { cn } from "#lib/ui/cn"
import { formatUsd } from "#lib/ui/format"
import { chartWords } from "#lib/ui/words/components-charts"

const words = chartWords.burnDown

/** Labels nearer to the right edge than this share stand at the left of what they name. */
const EDGE = 0.7
/** "now" is said where it is so far from both ends. */
const NOW_APART = 0.25

interface BurnDownChartProps {
  data: BurnDown
  /** Without scale and legend, for beside a budget's figures. */
  small?: boolean
}

/** What is left of a budget: the course so far, an even pace, how it goes on. The figures stand beside it as text. */
export function BurnDownChart({ data, small = false }: BurnDownChartProps) {
  const lines = burnDownLines(data)
  return (
    <div aria-hidden>
      <div className="flex gap-2.5">
        {!small && <Scale lines={lines} />}
        <div className="min-w-0 flex-1">
          <Picture lines={lines} small={small} />
          <TimeScale lines={lines} granularity={data.granularity} resets={data.budget_reset_at !== null} />
        </div>
      </div>
      {!small && <Legend lines={lines} />}
    </div>
  )
}

interface LinesProps {
  lines: BurnDownLines
}

const xOf = ({ startMs, endMs }: BurnDownLines, ms: number) =>
  endMs > startMs ? (ms - startMs) / (endMs - startMs) : 0
const yOf = ({ topUsd, bottomUsd }: BurnDownLines, usd: number) =>
  topUsd > bottomUsd ? (topUsd - usd) / (topUsd - bottomUsd) : 1
const percent = (share: number) => `${Math.round(share * 10_000) / 100}%`

/** All, half, nothing. */
function Scale({ lines }: LinesProps) {
  const ticks = lines.topUsd > 0 ? [lines.topUsd, lines.topUsd / 2, 0] : [0]
  return (
    <div className="relative h-52 w-14 shrink-0 text-[0.6875rem] text-faint tabular-nums leading-none">
      {ticks.map((usd) => (
        <span key={usd} className="absolute right-0 -translate-y-1/2" style={{ top: percent(yOf(lines, usd)) }}>
          {usd === 0 ? "$0" : formatUsd(usd)}
        </span>
      ))}
    </div>
  )
}

function Picture({ lines, small }: LinesProps & { small: boolean }) {
  const [shown, setShown] = useState<Place | null>(null)

  function point(event: PointerEvent<HTMLDivElement>) {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    const ms = lines.startMs + ((event.clientX - left) / width) * (lines.endMs - lines.startMs)
    setShown(nearestPoint(lines.left, ms))
  }

  return (
    <div
      className={cn("relative border-line-strong border-b", small ? "h-20" : "h-52")}
      onPointerMove={point}
      onPointerLeave={() => setShown(null)}
    >
      <Curves lines={lines} />
      {lines.emptyMs !== null && (
        <Mark lines={lines} atMs={lines.emptyMs} className="border-danger-solid border-l border-dashed text-danger">
          {small ? "" : words.usedUp(formatMoment(lines.emptyMs))}
        </Mark>
      )}
      {shown && (
        <>
          <Mark lines={lines} atMs={shown.atMs} className="border-ink border-l" />
          <Readout lines={lines} shown={shown} />
        </>
      )}
    </div>
  )
}

function Curves({ lines }: LinesProps) {
  const place = ({ atMs, usd }: Place) => `${round(xOf(lines, atMs) * 1000)},${round(yOf(lines, usd) * 1000)}`
  const path = (places: readonly Place[]) => places.map(place).join(" ")
  const zero = round(yOf(lines, 0) * 1000)
  const half = round(yOf(lines, lines.topUsd / 2) * 1000)
  const nowX = round(xOf(lines, lines.nowMs) * 1000)
  const stroke = { fill: "none", vectorEffect: "non-scaling-stroke", strokeLinejoin: "round" } as const
  return (
    <svg
      viewBox="0 0 1000 1000"
      preserveAspectRatio="none"
      className="absolute inset-0 size-full overflow-visible"
      aria-hidden="true"
    >
      <line x1="0" x2="1000" y1="0" y2="0" stroke="var(--line)" {...stroke} />
      <line x1="0" x2="1000" y1={half} y2={half} stroke="var(--line)" {...stroke} />
      {zero < 1000 && <line x1="0" x2="1000" y1={zero} y2={zero} stroke="var(--line-strong)" {...stroke} />}
      {lines.evenPace && (
        <polyline
          points={path(lines.evenPace)}
          stroke="var(--field)"
          strokeWidth="1.5"
          strokeDasharray="2 4"
          {...stroke}
        />
      )}
      <path
        d={`M0,${zero} L${lines.left.map(place).join(" L")} L${nowX},${zero} Z`}
        className="fill-chart-1 opacity-10"
      />
      <polyline points={path(lines.left)} stroke="var(--chart-1)" strokeWidth="2" {...stroke} />
      {lines.ahead && (
        <polyline
          points={path(lines.ahead)}
          stroke="var(--chart-3)"
          strokeWidth="2"
          strokeDasharray="6 4"
          {...stroke}
        />
      )}
    </svg>
  )
}

const round = (n: number) => Math.round(n * 10) / 10

interface MarkProps extends LinesProps {
  atMs: number
  className: string
  children?: string
}

/** A moment as a line from top to bottom, with its name at the top. */
function Mark({ lines, atMs, className, children = "" }: MarkProps) {
  const x = xOf(lines, atMs)
  return (
    <span className={cn("pointer-events-none absolute inset-y-0", className)} style={{ left: percent(x) }}>
      {children !== "" && (
        <span
          className={cn(
            "absolute top-0 whitespace-nowrap rounded bg-surface px-1 font-medium text-[0.6875rem]",
            x > EDGE ? "right-1" : "left-1",
          )}
        >
          {children}
        </span>
      )}
    </span>
  )
}

function Readout({ lines, shown }: LinesProps & { shown: Place }) {
  const x = xOf(lines, shown.atMs)
  return (
    <span
      className={cn(
        "pointer-events-none absolute top-5 z-10 whitespace-nowrap rounded-lg border border-line bg-raised px-2.5 py-1.5 text-xs shadow-overlay",
        x > 0.5 ? "-translate-x-[calc(100%+8px)]" : "translate-x-2",
      )}
      style={{ left: percent(x) }}
    >
      <span className="block text-muted">{formatMoment(shown.atMs)}</span>
      <span className="block font-medium text-ink tabular-nums">{words.left(formatUsd(shown.usd))}</span>
    </span>
  )
}

interface TimeScaleProps extends LinesProps {
  granularity: BurnDown["granularity"]
  resets: boolean
}

function TimeScale({ lines, granularity, resets }: TimeScaleProps) {
  const nowX = xOf(lines, lines.nowMs)
  const end = formatAxisMoment(lines.endMs, granularity)
  return (
    <div className="relative mt-1.5 flex justify-between gap-3 text-[0.6875rem] text-faint tabular-nums leading-tight">
      <span>{formatAxisMoment(lines.startMs, granularity)}</span>
      {nowX > NOW_APART && nowX < 1 - NOW_APART && (
        <span className="absolute -translate-x-1/2 max-sm:hidden" style={{ left: percent(nowX) }}>
          {words.now}
        </span>
      )}
      <span className="text-right">{resets ? words.startsAnew(end) : end}</span>
    </div>
  )
}

function Legend({ lines }: LinesProps) {
  const entries = [
    { word: words.legend.left, look: "border-chart-1 border-t-2" },
    ...(lines.evenPace ? [{ word: words.legend.evenPace, look: "border-field border-t-2 border-dotted" }] : []),
    ...(lines.ahead ? [{ word: words.legend.ahead, look: "border-chart-3 border-t-2 border-dashed" }] : []),
  ]
  return (
    <ul className="mt-4 flex flex-wrap gap-x-4 gap-y-1.5 text-muted text-xs">
      {entries.map(({ word, look }) => (
        <li key={word} className="flex items-center gap-2">
          <span className={cn("w-5", look)} />
          {word}
        </li>
      ))}
    </ul>
  )
}
