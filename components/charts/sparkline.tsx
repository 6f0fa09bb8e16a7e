import { cn } from "#lib/ui/cn"

const WIDTH = 120
const HEIGHT = 32
const INSET = 2
const DASH = 6

interface SparklineProps {
  /** Null: nothing was measured there. */
  values: readonly (number | null)[]
  /** A class that gives the line its colour. */
  className?: string | undefined
}

/** The course of a figure as a line, grey where it was nothing all along; the figure itself stands beside it as text. */
export function Sparkline({ values, className }: SparklineProps) {
  const most = Math.max(...values.map((value) => value ?? 0), 0)
  const step = values.length > 1 ? WIDTH / (values.length - 1) : WIDTH
  const y = (value: number) => HEIGHT - INSET - (most === 0 ? 0 : (value / most) * (HEIGHT - 2 * INSET))
  const points = values.flatMap((value, i) => (value === null ? [] : [`${round(i * step)},${round(y(value))}`]))
  const [first] = points
  const last = points.at(-1)
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={cn("h-8 w-full overflow-visible text-chart-1", className, most === 0 && "text-line-strong")}
      aria-hidden="true"
    >
      {first !== undefined && last !== undefined && (
        <>
          <path
            d={`M${first.split(",")[0]},${HEIGHT} L${points.join(" L")} L${last.split(",")[0]},${HEIGHT} Z`}
            className="fill-current opacity-10"
          />
          <polyline
            points={points.length === 1 ? `${dashTo(first)} ${first}` : points.join(" ")}
            fill="none"
            stroke="currentColor"
            strokeWidth="1.5"
            strokeLinecap="round"
            strokeLinejoin="round"
            vectorEffect="non-scaling-stroke"
          />
        </>
      )}
    </svg>
  )
}

/** A point alone is drawn as a dash that ends there: a dot at the edge would not be seen. */
function dashTo(point: string): string {
  const [x = 0, y = 0] = point.split(",").map(Number)
  return `${Math.max(0, round(x - DASH))},${y}`
}

const round = (n: number) => Math.round(n * 10) / 10
