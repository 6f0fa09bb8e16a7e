import { Badge, type Tone } from "#components/ui/badge"
import { formatDateTime, formatRelative } from "#lib/ui/format"
import type { KeyRow } from "#lib/ui/key-row"

const LOOKS: Record<KeyRow["status"], readonly [Tone, string]> = {
  active: ["success", "Active"],
  blocked: ["danger", "Blocked"],
  expired: ["warning", "Expired"],
}

/** Whether the key works, and until when where it has an end. */
export function KeyStatus({ row }: { row: KeyRow }) {
  const [tone, text] = LOOKS[row.status]
  return (
    <span className="flex flex-col items-start gap-1">
      <Badge tone={tone} dot>
        {text}
      </Badge>
      {row.status === "active" && row.expires !== null && (
        <time
          dateTime={row.expires}
          title={formatDateTime(row.expires)}
          className="whitespace-nowrap text-faint text-xs"
        >
          expires {formatRelative(row.expires)}
        </time>
      )}
    </span>
  )
}
