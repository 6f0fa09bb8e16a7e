"use client"

import { useQuery } from "@tanstack/react-query"
import { Boxes, SearchX } from "lucide-react"
import Link from "next/link"
import { parseAsString, useQueryState } from "nuqs"
import { SearchField } from "#components/data-table/search-field"
import { StaleNote } from "#components/data-table/stale-note"
import { TableSkeleton } from "#components/data-table/table-skeleton"
import { Button } from "#components/ui/button"
import { Card } from "#components/ui/card"
import { EmptyState } from "#components/ui/empty-state"
import { ErrorState } from "#components/ui/error-state"
import type { RoutedGroup } from "#lib/ui/api.gen"
import { routingQuery } from "#lib/ui/routing-query"
import { routingWords } from "#lib/ui/words/routing"
import { GroupCard } from "./group-card"
import { RoutingRules } from "./routing-rules"

/** The rules, a filter (in the URL), and a card for each group; asked anew every few seconds. */
export function RoutingView() {
  const routing = useQuery(routingQuery)
  const [filter, setFilter] = useQueryState("q", parseAsString.withDefault(""))
  if (!routing.data) {
    return (
      <Card>
        {routing.isPending ? (
          <TableSkeleton label={routingWords.loading} />
        ) : (
          <ErrorState title={routingWords.notLoaded} error={routing.error} onRetry={() => void routing.refetch()} />
        )}
      </Card>
    )
  }
  const groups = routing.data.groups.filter((group) => matches(group, filter))
  return (
    <div className="space-y-4">
      {routing.isError && <StaleNote error={routing.error} />}
      <RoutingRules routing={routing.data} />
      {routing.data.groups.length > 0 && (
        <div className="flex items-center justify-between gap-4">
          <SearchField
            label={routingWords.filter}
            value={filter}
            onChange={(q) => void setFilter(q || null)}
            className="w-full sm:w-72"
          />
          <p role="status" className="shrink-0 text-faint text-xs">
            {countWords(groups)}
          </p>
        </div>
      )}
      {groups.map((group) => (
        <GroupCard key={group.model_group} group={group} />
      ))}
      {groups.length === 0 && (
        <Card>
          {routing.data.groups.length === 0 ? <NoGroups /> : <NoMatch onClear={() => void setFilter(null)} />}
        </Card>
      )}
      <p className="text-faint text-xs">{routingWords.source}</p>
    </div>
  )
}

function matches({ model_group: name, deployments, fallbacks }: RoutedGroup, filter: string): boolean {
  const text = [name, ...fallbacks, ...deployments.flatMap((each) => [each.provider, each.model, each.state])].join(" ")
  return filter
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.toLowerCase().includes(word))
}

function countWords(groups: readonly RoutedGroup[]): string {
  const resting = groups.flatMap(({ deployments }) => deployments).filter(({ state }) => state !== "healthy").length
  return resting === 0 ? routingWords.count(groups.length) : routingWords.countResting(groups.length, resting)
}

function NoGroups() {
  return (
    <EmptyState
      icon={Boxes}
      title={routingWords.none.title}
      description={routingWords.none.description}
      action={
        <Button asChild>
          <Link href="/ui/models?create=true" prefetch={false}>
            {routingWords.none.action}
          </Link>
        </Button>
      }
    />
  )
}

function NoMatch({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      icon={SearchX}
      title={routingWords.noMatch.title}
      description={routingWords.noMatch.description}
      action={<Button onClick={onClear}>{routingWords.noMatch.action}</Button>}
    />
  )
}
