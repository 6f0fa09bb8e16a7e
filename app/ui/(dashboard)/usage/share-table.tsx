"use client"

import Link from "next/link"
import { useState } from "react"
import { ShareBar } from "#components/charts/share-bar"
import { Button } from "#components/ui/button"
import { Card, CardHeader, CardTitle } from "#components/ui/card"
import { Table, Tbody, Td, THead, Th, Tr } from "#components/ui/table"
import { withQuery } from "#lib/ui/api"
import { seriesColor } from "#lib/ui/chart-colors"
import {
  type ActivityDay,
  type Dimension,
  measureOf,
  type Totals,
  type UsageShare,
  usageBy,
} from "#lib/ui/daily-activity"
import { formatCompact, formatCount, formatPercent } from "#lib/ui/format"
import { formatNano } from "#lib/ui/nano"
import { shareName } from "#lib/ui/share-name"
import { dayRangeInstants } from "#lib/ui/time-range"
import { figureWords } from "#lib/ui/words/figures"
import { terms } from "#lib/ui/words/terms"
import { dimensionWords, usageWords } from "#lib/ui/words/usage"
import { type UsageWindow, useUsageFilters } from "./use-usage-filters"

const FEW = 10

interface ShareTableProps {
  title: string
  dimension: Dimension
  days: readonly ActivityDay[]
  totals: Totals
  window: UsageWindow
}

/** The largest first, each with its share of the whole and a link to its requests. */
export function ShareTable({ title, dimension, days, totals, window }: ShareTableProps) {
  const [all, setAll] = useState(false)
  const [filters] = useUsageFilters()
  const { by } = filters
  const measure = filters.measure === "saved" ? "spend" : filters.measure
  const shares = usageBy(days, dimension, measure)
  const whole = measureOf(totals, measure)
  const shown = all ? shares : shares.slice(0, FEW)
  return (
    <Card className="min-w-0 self-start overflow-hidden">
      <CardHeader className="items-baseline pb-2">
        <CardTitle>{title}</CardTitle>
        <span className="text-faint text-xs tabular-nums">{formatCount(shares.length)}</span>
      </CardHeader>
      <Table aria-label={usageWords.table.label(dimensionWords[dimension].inTitle)}>
        <THead>
          <tr>
            <Th className="pl-5">{terms.name}</Th>
            <Th numeric className="max-sm:hidden">
              {terms.requests}
            </Th>
            <Th numeric className="max-sm:hidden">
              {terms.tokens}
            </Th>
            <Th numeric>{terms.spend}</Th>
            <Th numeric className="pr-5">
              {figureWords.share}
            </Th>
          </tr>
        </THead>
        <Tbody>
          {shown.map((share, rank) => (
            <ShareRow
              key={share.id}
              share={share}
              name={shareName(share, dimension)}
              href={requestsHref(share, dimension, window)}
              part={whole === 0 ? 0 : measureOf(share.totals, measure) / whole}
              color={seriesColor(by === dimension ? rank : null)}
            />
          ))}
        </Tbody>
      </Table>
      {shares.length > FEW && (
        <div className="border-line border-t p-2 text-center">
          <Button variant="ghost" size="sm" onClick={() => setAll(!all)}>
            {all ? figureWords.showFewer : figureWords.showAll(formatCount(shares.length))}
          </Button>
        </div>
      )}
    </Card>
  )
}

interface ShareRowProps {
  share: UsageShare
  name: string
  href: string
  part: number
  color: string
}

function ShareRow({ share, name, href, part, color }: ShareRowProps) {
  const { totals } = share
  return (
    <Tr>
      <Td className="w-full max-w-0 pl-5">
        {share.id === "" ? (
          <span className="text-faint">{name}</span>
        ) : (
          <Link
            href={href}
            prefetch={false}
            className="block truncate hover:underline"
            title={figureWords.showRequestsOf(name)}
          >
            {name}
          </Link>
        )}
      </Td>
      <Td numeric className="text-muted max-sm:hidden">
        {formatCount(totals.requests)}
      </Td>
      <Td numeric className="text-muted max-sm:hidden">
        {formatCompact(totals.promptTokens + totals.completionTokens)}
      </Td>
      <Td numeric>{formatNano(totals.spendNano)}</Td>
      <Td numeric className="min-w-20 pr-5 text-muted">
        <span className="mb-1 block text-xs">{formatPercent(part)}</span>
        <ShareBar share={part} color={color} />
      </Td>
    </Tr>
  )
}

function requestsHref(share: UsageShare, dimension: Dimension, window: UsageWindow): string {
  const { start, end } = dayRangeInstants(window.days, window.offsetMinutes)
  const range = { range: "custom", from: start.toISOString(), to: end.toISOString() }
  return withQuery("/ui/logs", { ...range, [dimension]: share.id })
}
