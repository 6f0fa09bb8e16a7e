import { Badge, type Tone } from "#components/ui/badge"
import { formatDateTime, formatRelative } from "#lib/ui/format"
import type { KeyRow } from "#lib/ui/key-row"
import { keysWords as words } from "#lib/ui/words/keys"

const LOOKS: Record<KeyRow["status"], readonly [Tone, string]> = {
  active: ["success", words.statuses.active],
  blocked: ["danger", words.statuses.blocked],
  expired: ["warning", words.statuses.expired],
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
          {words.expires(formatRelative(row.expires))}
        </time>
      )}
    </span>
  )
}
