import { formatDateTime } from "#lib/ui/format"

const DAY = new Intl.DateTimeFormat("en-US", { month: "short", day: "2-digit" })
const CLOCK = new Intl.DateTimeFormat("en-US", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
})

/** A moment in the viewer's zone: the day faint, the clock to the second; the whole of it as a title. */
export function LogTime({ iso }: { iso: string }) {
  const date = new Date(iso)
  return (
    <time dateTime={iso} title={formatDateTime(iso)} className="tabular-nums max-sm:flex max-sm:flex-col-reverse">
      <span className="text-faint sm:mr-2">{DAY.format(date)}</span>
      <span>{CLOCK.format(date)}</span>
    </time>
  )
}
