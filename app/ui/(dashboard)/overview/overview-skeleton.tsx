import { FiguresSkeleton } from "#components/charts/figures-skeleton"
import { overviewWords } from "#lib/ui/words/overview"
import { TILE_GRID } from "./figure-tiles"

/** The page to come, in its sizes. */
export function OverviewSkeleton() {
  return (
    <FiguresSkeleton
      label={overviewWords.loading}
      tiles={5}
      grid={TILE_GRID}
      tile="h-31.5 px-4 pt-4 last:max-md:col-span-2 sm:h-33 sm:px-5"
      chart="h-20"
      card="h-48"
    />
  )
}
