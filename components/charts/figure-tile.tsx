import { Card } from "#components/ui/card"
import { cn } from "#lib/ui/cn"
import type { Change } from "#lib/ui/overview"
import { Sparkline } from "./sparkline"

const CHANGE_LOOK: Readonly<Record<Change["tone"], string>> = {
  neutral: "bg-subtle text-muted",
  good: "bg-success-soft text-success",
  bad: "bg-danger-soft text-danger",
}

interface FigureTileProps {
  name: string
  value: string
  note: string
  /** Attributes of the value, by which tests find it and read it in whole units. */
  data?: Readonly<Record<`data-${string}`, string | number>>
  /** How it has changed, and against what: "than in the 7 days before". */
  change?: (Change & { than: string; was?: number }) | null
  /** Its values over time, and a class that colours the line. */
  course?: { readonly values: readonly (number | null)[]; readonly className: string }
  className?: string
}

/** A figure with its name, a line about it, how it has changed, and its course. */
export function FigureTile({ name, value, note, data, change, course, className }: FigureTileProps) {
  return (
    <Card className={cn("flex min-w-0 flex-col overflow-hidden", className)}>
      <dl className={cn("px-4 pt-3.5 sm:px-5 sm:pt-4", !course && "pb-3.5 sm:pb-4")}>
        <dt className="flex items-baseline justify-between gap-2 text-muted text-xs">
          <span className="truncate">{name}</span>
          {change && change.text !== "–" && <ChangeMark change={change} />}
        </dt>
        <dd className="mt-1 truncate font-semibold text-ink text-xl tabular-nums tracking-tight sm:text-2xl" {...data}>
          {value}
        </dd>
        <dd className="mt-0.5 truncate text-faint text-xs tabular-nums" title={note}>
          {note}
        </dd>
      </dl>
      {course && (
        <div className="mt-auto pt-3">
          <Sparkline {...course} />
        </div>
      )}
    </Card>
  )
}

function ChangeMark({ change: { text, tone, than, was } }: { change: NonNullable<FigureTileProps["change"]> }) {
  return (
    <span
      title={`${text} ${than}`}
      data-was={was}
      className={cn("shrink-0 rounded px-1 font-medium tabular-nums", CHANGE_LOOK[tone])}
    >
      {text}
      <span className="sr-only"> {than}</span>
    </span>
  )
}
