import { formatDate, formatDateTime } from "#lib/ui/format"

/** A moment as its day; the whole of it when the pointer rests there. */
export function Day({ at }: { at: string }) {
  return (
    <time dateTime={at} title={formatDateTime(at)}>
      {formatDate(at)}
    </time>
  )
}
