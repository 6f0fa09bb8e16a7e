import { cn } from "#lib/ui/cn"
import { formatMs } from "#lib/ui/format"
import { chartWords } from "#lib/ui/words/components-charts"

const words = chartWords.timing

interface TimingBar {
  readonly label: string
  readonly startMs: number
  readonly durationMs: number
  readonly tone: keyof typeof COLORS
}

interface TimingBarsProps {
  bars: readonly TimingBar[]
  totalMs: number
  /** Drawn as a line through all bars. */
  mark: { label: string; atMs: number } | null
  /** Said below when there is no mark. */
  unmarked: string
}

const COLORS = {
  gateway: "bg-chart-6",
  provider: "bg-chart-1",
  failed: "bg-danger-solid",
  stream: "bg-chart-2",
} as const

/** A waterfall: one row a step on a common time scale. The figures stand beside the bars, so the picture may be hidden. */
export function TimingBars({ bars, totalMs, mark, unmarked }: TimingBarsProps) {
  const percent = (ms: number) => `${totalMs > 0 ? (ms / totalMs) * 100 : 0}%`
  return (
    <ol className="space-y-2 text-xs" aria-label={words.title}>
      {bars.map((bar) => (
        <li
          key={`${bar.label}@${bar.startMs}`}
          className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-1 sm:grid-cols-[9rem_1fr_4.5rem] sm:items-center"
        >
          <span className="truncate text-muted" title={bar.label}>
            {bar.label}
          </span>
          <span
            className="order-3 col-span-2 sm:order-none sm:col-span-1 relative h-2.5 rounded-full bg-hover"
            aria-hidden
          >
            <span
              className={cn("absolute inset-y-0 min-w-0.5 rounded-full", COLORS[bar.tone])}
              style={{ left: percent(bar.startMs), width: percent(bar.durationMs) }}
            />
            {mark && <span className="absolute -inset-y-1 w-px bg-ink" style={{ left: percent(mark.atMs) }} />}
          </span>
          <span className="text-right text-ink tabular-nums">
            {bar.durationMs < 1 ? words.underOneMs : formatMs(bar.durationMs)}
          </span>
        </li>
      ))}
      <li className="flex flex-wrap justify-between gap-x-4 border-line border-t pt-2 text-muted">
        <span>{mark ? words.mark(mark.label, formatMs(mark.atMs)) : unmarked}</span>
        <span className="text-ink tabular-nums">{words.total(formatMs(totalMs))}</span>
      </li>
    </ol>
  )
}
