import { cn } from "#lib/ui/cn"

/** A grey stand-in while something loads; give it the size of what will come. */
export function Skeleton({ className }: { className?: string | undefined }) {
  return <div aria-hidden className={cn("h-4 animate-pulse rounded bg-hover", className)} />
}
