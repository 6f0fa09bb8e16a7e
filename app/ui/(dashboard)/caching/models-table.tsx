import { Table, Tbody, Td, THead, Th, Tr } from "#components/ui/table"
import type { CacheTotals } from "#lib/ui/cache-savings"
import { formatCount, formatPercent } from "#lib/ui/format"
import { formatNano, formatNanoExact } from "#lib/ui/nano"
import { cacheFiguresWords } from "#lib/ui/words/caching"
import { terms } from "#lib/ui/words/terms"

/** Hits by the name clients ask for. */
export function ModelsTable({ rows }: { rows: readonly (CacheTotals & { readonly model: string })[] }) {
  return (
    <Table aria-label={cacheFiguresWords.byModel}>
      <THead>
        <tr>
          <Th className="pl-5 max-sm:pl-4">{terms.model}</Th>
          <Th numeric>{cacheFiguresWords.hits}</Th>
          <Th numeric className="hidden sm:table-cell">
            {terms.requests}
          </Th>
          <Th numeric className="hidden sm:table-cell">
            {cacheFiguresWords.hitRate}
          </Th>
          <Th numeric className="pr-5 max-sm:pr-4">
            {cacheFiguresWords.saved}
          </Th>
        </tr>
      </THead>
      <Tbody>
        {rows.map(({ model, hits, requests, rate, savedNano }) => (
          <Tr key={model}>
            <Td className="h-12 w-1/3 max-w-0 truncate pl-5 font-medium max-sm:w-1/2 max-sm:pl-4" title={model}>
              {model}
            </Td>
            <Td numeric>{formatCount(hits)}</Td>
            <Td numeric className="hidden sm:table-cell">
              {formatCount(requests)}
            </Td>
            <Td numeric className="hidden sm:table-cell">
              {rate === null ? "–" : formatPercent(rate)}
            </Td>
            <Td numeric className="pr-5 max-sm:pr-4" title={formatNanoExact(savedNano)}>
              {formatNano(savedNano)}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  )
}
