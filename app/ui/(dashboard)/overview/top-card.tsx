import Link from "next/link"
import { ShareBar } from "#components/charts/share-bar"
import { Card, CardHeader, CardTitle } from "#components/ui/card"
import { Table, Tbody, Td, THead, Th, Tr } from "#components/ui/table"
import { withQuery } from "#lib/ui/api"
import type { UsageOverviewOutput } from "#lib/ui/api.gen"
import { seriesColor } from "#lib/ui/chart-colors"
import { formatCount, formatPercent } from "#lib/ui/format"
import { keyLabel } from "#lib/ui/log-row"
import { formatNano, nanoOf } from "#lib/ui/nano"
import type { OverviewRange } from "#lib/ui/overview"
import { figureWords } from "#lib/ui/words/figures"
import { overviewWords } from "#lib/ui/words/overview"
import { shareNameWords } from "#lib/ui/words/share-names"
import { terms } from "#lib/ui/words/terms"

const words = overviewWords.top

interface TopRow {
  readonly id: string
  readonly name: string
  readonly spendNano: number
  readonly requests: number
}

interface TopCardProps {
  what: "key" | "model"
  overview: UsageOverviewOutput
  range: OverviewRange
}

/** The keys or models most was spent on, each with a link to its requests. */
export function TopCard({ what, overview, range }: TopCardProps) {
  const rows = rowsOf(what, overview)
  const whole = nanoOf(overview.current.figures.spend)
  const title = words[what].title
  return (
    <Card className="min-w-0 self-start overflow-hidden">
      <CardHeader className="items-center pb-2">
        <CardTitle>{title}</CardTitle>
        <Link
          href={withQuery("/ui/usage", { range: range === "24h" ? "today" : range, by: what })}
          prefetch={false}
          className="rounded text-muted text-xs underline-offset-4 hover:text-ink hover:underline"
        >
          {words[what].all}
          <span className="sr-only"> {words.bySpend}</span>
        </Link>
      </CardHeader>
      {rows.length === 0 ? (
        <p className="px-5 pb-5 text-faint text-sm">{words.none}</p>
      ) : (
        <Table aria-label={title}>
          <THead>
            <tr>
              <Th className="pl-5">{terms.name}</Th>
              <Th numeric className="max-sm:hidden">
                {terms.requests}
              </Th>
              <Th numeric>{terms.spend}</Th>
              <Th numeric className="pr-5">
                {figureWords.share}
              </Th>
            </tr>
          </THead>
          <Tbody>
            {rows.map((row, rank) => (
              <TopTableRow
                key={row.id}
                row={row}
                part={whole === 0 ? 0 : row.spendNano / whole}
                {...{ what, rank, range }}
              />
            ))}
          </Tbody>
        </Table>
      )}
    </Card>
  )
}

function TopTableRow({
  row,
  part,
  what,
  rank,
  range,
}: Pick<TopCardProps, "what" | "range"> & { row: TopRow; part: number; rank: number }) {
  return (
    <Tr>
      <Td className="w-full max-w-0 pl-5">
        {row.id === "" ? (
          <span className="text-faint">{row.name}</span>
        ) : (
          <Link
            href={withQuery("/ui/logs", { range, [what]: row.id })}
            prefetch={false}
            className="block truncate rounded underline-offset-4 hover:underline"
            title={figureWords.showRequestsOf(row.name)}
          >
            {row.name}
          </Link>
        )}
      </Td>
      <Td numeric className="text-muted max-sm:hidden">
        {formatCount(row.requests)}
      </Td>
      <Td numeric data-nano={row.spendNano}>
        {formatNano(row.spendNano)}
      </Td>
      <Td numeric className="min-w-20 pr-5 text-muted">
        <span className="mb-1 block text-xs">{formatPercent(part)}</span>
        <ShareBar share={part} color={seriesColor(rank)} />
      </Td>
    </Tr>
  )
}

function rowsOf(what: TopCardProps["what"], { top_keys: keys, top_models: models }: UsageOverviewOutput): TopRow[] {
  if (what === "model")
    return models.map(({ model_group: id, spend, requests }) => ({
      id,
      name: id || shareNameWords.none.model,
      spendNano: nanoOf(spend),
      requests,
    }))
  return keys.map(({ api_key: id, key_alias: alias, key_name: name, spend, requests }) => ({
    id,
    name: keyLabel({ token: id, alias, name }),
    spendNano: nanoOf(spend),
    requests,
  }))
}
