import Link from "next/link"
import { Table, Tbody, Td, THead, Th, Tr } from "#components/ui/table"
import { chartWords } from "#lib/ui/words/components-charts"
import type { ChartSeries } from "./chart-series"

interface SeriesTableProps {
  title: string
  categories: readonly string[]
  series: readonly ChartSeries[]
  formatCategory: (category: string) => string
  formatValue: (value: number) => string
  /** Where what is behind a category is shown. */
  hrefOf?: ((category: string) => string) | undefined
  /** What a category is; "Day" when not said. */
  slot?: string | undefined
}

/** A chart's figures to read instead of the picture: one row a category with anything in it, newest first. */
export function SeriesTable({ title, categories, series, formatCategory, formatValue, ...more }: SeriesTableProps) {
  const { hrefOf, slot = chartWords.slot.day } = more
  const rows = categories
    .map((category, i) => ({ category, values: series.map((layer) => layer.values[i] ?? 0) }))
    .filter((row) => row.values.some((value) => value > 0))
    .reverse()
  return (
    <details className="mt-3 text-xs">
      <summary className="w-fit rounded text-faint hover:text-ink">{chartWords.table.show}</summary>
      <div className="mt-2 max-h-80 overflow-y-auto rounded-lg border border-line">
        <Table aria-label={title} className="text-xs">
          <THead>
            <tr>
              <Th>{slot}</Th>
              {series.map((layer) => (
                <Th key={layer.id} numeric className="max-w-40 truncate">
                  {layer.label}
                </Th>
              ))}
              <Th numeric>{chartWords.table.total}</Th>
            </tr>
          </THead>
          <Tbody>
            {rows.map((row) => (
              <Tr key={row.category}>
                <Td className="h-8 whitespace-nowrap">
                  {hrefOf === undefined ? (
                    formatCategory(row.category)
                  ) : (
                    <Link href={hrefOf(row.category)} prefetch={false} className="hover:underline">
                      {formatCategory(row.category)}
                    </Link>
                  )}
                </Td>
                {series.map((layer, n) => (
                  <Td key={layer.id} numeric className="h-8">
                    {formatValue(row.values[n] ?? 0)}
                  </Td>
                ))}
                <Td numeric className="h-8 font-medium">
                  {formatValue(row.values.reduce((sum, value) => sum + value, 0))}
                </Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      </div>
    </details>
  )
}
