import { Badge, type Tone } from "#components/ui/badge"
import { Table, Tbody, Td, THead, Th, Tr } from "#components/ui/table"
import type { AuditView } from "#lib/ui/api.gen"
import { actionWords, changeSummary, tableWord, whoText } from "#lib/ui/audit"
import { formatDateTime } from "#lib/ui/format"
import { auditWords } from "#lib/ui/words/audit"

const words = auditWords.table
const TONES: Readonly<Record<string, Tone>> = {
  created: "success",
  deleted: "danger",
  blocked: "warning",
  member_delete: "warning",
  rotated: "info",
}

/** The changes; a click opens one. On a phone all about it stands under what it was. */
export function AuditTable({ rows, onOpen }: { rows: readonly AuditView[]; onOpen: (id: string) => void }) {
  return (
    <Table aria-label={words.label}>
      <THead>
        <tr>
          <Th className="pl-5 max-sm:pl-4">{words.change}</Th>
          <Th className="hidden sm:table-cell">{words.difference}</Th>
          <Th className="hidden md:table-cell">{words.by}</Th>
          <Th className="hidden sm:table-cell">{words.when}</Th>
        </tr>
      </THead>
      <Tbody>
        {rows.map((row) => (
          <Tr key={row.id}>
            <Td className="h-14 w-2/5 max-w-0 py-2.5 pl-5 max-sm:w-full max-sm:pl-4">
              <button
                type="button"
                onClick={() => onOpen(row.id)}
                className="flex max-w-full items-center gap-2 rounded text-left font-medium hover:underline"
              >
                <Badge tone={TONES[row.action] ?? "neutral"}>{actionWords(row.action)}</Badge>
                <span className="truncate">
                  {tableWord(row.table_name)} <span className="font-mono text-xs">{row.object_id}</span>
                </span>
              </button>
              <span className="block truncate text-muted text-xs sm:hidden">{changeSummary(row)}</span>
              <span className="block truncate text-faint text-xs sm:hidden">
                {whoText(row)} · {formatDateTime(row.updated_at)}
              </span>
            </Td>
            <Td className="hidden max-w-0 truncate text-muted sm:table-cell">{changeSummary(row)}</Td>
            <Td className="hidden max-w-40 truncate md:table-cell">{whoText(row)}</Td>
            <Td className="hidden whitespace-nowrap text-muted sm:table-cell">
              <time dateTime={row.updated_at}>{formatDateTime(row.updated_at)}</time>
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  )
}
