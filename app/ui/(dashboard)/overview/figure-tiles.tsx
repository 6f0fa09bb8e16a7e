import { FigureTile } from "#components/charts/figure-tile"
import type { UsageOverviewOutput } from "#lib/ui/api.gen"
import { type OverviewRange, overviewTiles, RANGE_WORDS, type Tile } from "#lib/ui/overview"
import { overviewWords } from "#lib/ui/words/overview"

export const TILE_GRID = "grid grid-cols-2 gap-3 md:grid-cols-3 xl:grid-cols-5"

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
        <FigureTile
          key={tile.id}
          name={tile.name}
          value={tile.value}
          note={tile.note}
          data={{ "data-testid": `figure-${tile.id}`, "data-raw": tile.raw }}
          change={{ ...tile.change, than: overviewWords.tiles.thanBefore(RANGE_WORDS[range]) }}
          course={{ values: tile.course, className: LINE_LOOK[tile.id] }}
          className="last:max-md:col-span-2"
        />
      ))}
    </div>
  )
}
