import { Table, Tbody, Td, THead, Th, Tr } from "#components/ui/table"
import { type BurnDown, formatMoment } from "#lib/ui/burn-down"
import { formatUsd } from "#lib/ui/format"
import { nanoOf } from "#lib/ui/nano"
import { chartWords } from "#lib/ui/words/components-charts"

const words = chartWords.burnDown.table

/** A budget's course to read instead of the picture: what was spent and what was left at the end of each hour or day, newest first. */
export function BurnDownTable({ data }: { data: BurnDown }) {
  const { points, granularity } = data
  const rows = points.map((point, i) => ({ ...point, isFirst: i === 0 })).reverse()
  return (
    <details className="mt-3 text-xs">
      <summary className="w-fit rounded text-faint hover:text-ink">{words.show}</summary>
      <div className="mt-2 max-h-80 overflow-y-auto rounded-lg border border-line">
        <Table aria-label={words.title[granularity]} className="text-xs">
          <THead>
            <tr>
              <Th>{words.until}</Th>
              <Th numeric>{words.spent}</Th>
              <Th numeric>{words.left}</Th>
            </tr>
          </THead>
          <Tbody>
            {rows.map(({ at, spend, remaining, isFirst }) => (
              <Tr key={`${at} ${isFirst}`}>
                <Td className="h-8 whitespace-nowrap">{formatMoment(at)}</Td>
                <Td numeric className="h-8">
                  {isFirst && spend === 0 ? <span className="text-faint">{words.begins}</span> : formatUsd(spend)}
                </Td>
                <Td numeric className="h-8" data-testid="burn-left" data-nano={nanoOf(remaining)}>
                  {formatUsd(remaining)}
                </Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      </div>
    </details>
  )
}
