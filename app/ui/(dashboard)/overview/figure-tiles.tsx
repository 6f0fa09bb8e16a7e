import { Sparkline } from "#components/charts/sparkline"
import { Card } from "#components/ui/card"
import type { UsageOverviewOutput } from "#lib/ui/api.gen"
import { cn } from "#lib/ui/cn"
import { type Change, type OverviewRange, overviewTiles, RANGE_WORDS, type Tile } from "#lib/ui/overview"

export const TILE_GRID = "grid grid-cols-2 gap-3 md:grid-cols-3 xl:grid-cols-5"

const CHANGE_LOOK: Readonly<Record<Change["tone"], string>> = {
  neutral: "bg-subtle text-muted",
  good: "bg-success-soft text-success",
  bad: "bg-danger-soft text-danger",
}
const LINE_LOOK: Readonly<Record<Tile["id"], string>> = {
  spend: "text-chart-1",
  requests: "text-chart-2",
  failures: "text-danger-solid",
  latency: "text-chart-4",
  tokens: "text-chart-3",
}

/** The five figures with their course and how they have changed. */
export function FigureTiles({ overview, range }: { overview: UsageOverviewOutput; range: OverviewRange }) {
  return (
    <div className={TILE_GRID}>
      {overviewTiles(overview).map((tile) => (
        <FigureTile key={tile.id} tile={tile} before={`than in the ${RANGE_WORDS[range]} before`} />
      ))}
    </div>
  )
}

function FigureTile({ tile, before }: { tile: Tile; before: string }) {
  const { id, name, value, note, change, course, raw } = tile
  return (
    <Card className="flex min-w-0 flex-col overflow-hidden last:max-md:col-span-2">
      <dl className="px-4 pt-3.5">
        <dt className="flex items-baseline justify-between gap-2 text-muted text-xs">
          <span className="truncate">{name}</span>
          {change.text !== "–" && (
            <span
              title={`${change.text} ${before}`}
              className={cn("shrink-0 rounded px-1 font-medium tabular-nums", CHANGE_LOOK[change.tone])}
            >
              {change.text}
              <span className="sr-only"> {before}</span>
            </span>
          )}
        </dt>
        <dd
          className="mt-1 truncate font-semibold text-ink text-xl tabular-nums tracking-tight sm:text-2xl"
          data-testid={`figure-${id}`}
          data-raw={raw}
        >
          {value}
        </dd>
        <dd className="mt-0.5 truncate text-faint text-xs tabular-nums" title={note}>
          {note}
        </dd>
      </dl>
      <div className="mt-auto pt-3">
        <Sparkline values={course} className={LINE_LOOK[id]} />
      </div>
    </Card>
  )
}
