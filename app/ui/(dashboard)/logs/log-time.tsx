import { cn } from "#lib/ui/cn"
import { formatDateTime } from "#lib/ui/format"
import { LOCALE } from "#lib/ui/words/locale"

const DAY = new Intl.DateTimeFormat(LOCALE, { month: "short", day: "2-digit" })
const CLOCK = new Intl.DateTimeFormat(LOCALE, {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
})

/** A moment in the viewer's zone: the day faint, the clock to the second; the whole of it as a title. `stack`: on a phone the day goes below. */
export function LogTime({ iso, stack }: { iso: string; stack?: boolean | undefined }) {
  const date = new Date(iso)
  return (
    <time
      dateTime={iso}
      title={formatDateTime(iso)}
      className={cn("tabular-nums", stack && "max-sm:flex max-sm:flex-col-reverse")}
    >
      <span className="mr-2 text-faint">{DAY.format(date)}</span>
      <span>{CLOCK.format(date)}</span>
    </time>
  )
}
