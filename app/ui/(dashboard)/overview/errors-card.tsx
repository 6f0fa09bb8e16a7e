"use client"

import { useQuery } from "@tanstack/react-query"
import { CircleCheck } from "lucide-react"
import Link from "next/link"
import { Card, CardHeader, CardTitle } from "#components/ui/card"
import { ErrorState } from "#components/ui/error-state"
import { Skeleton } from "#components/ui/skeleton"
import { withQuery } from "#lib/ui/api"
import type { LogRow } from "#lib/ui/api.gen"
import { formatDateTime, formatRelative } from "#lib/ui/format"
import { keyLabel } from "#lib/ui/log-row"
import { overviewWords } from "#lib/ui/words/overview"
import { shareNameWords } from "#lib/ui/words/share-names"
import { recentErrorsQuery } from "./queries"

const words = overviewWords.errors

/** The last requests that failed, whenever that was. */
export function ErrorsCard() {
  const errors = useQuery(recentErrorsQuery)
  const rows = errors.data?.data ?? []
  return (
    <Card className="overflow-hidden">
      <CardHeader className="items-center pb-3">
        <CardTitle>{words.title}</CardTitle>
        {rows.length > 0 && (
          <Link
            href={withQuery("/ui/logs", { range: "all", status: "failure" })}
            prefetch={false}
            className="rounded text-muted text-xs underline-offset-4 hover:text-ink hover:underline"
          >
            {words.all}
          </Link>
        )}
      </CardHeader>
      {errors.isPending && <Skeleton className="mx-5 mb-4 h-5 w-72 max-w-[80%]" />}
      {errors.isError && !errors.data && (
        <ErrorState title={words.failed} error={errors.error} onRetry={() => void errors.refetch()} className="py-8" />
      )}
      {errors.data && rows.length === 0 && (
        <p className="flex items-center gap-2.5 px-5 pb-4 text-muted text-sm">
          <CircleCheck className="size-4 shrink-0 text-success" aria-hidden />
          {words.none}
        </p>
      )}
      {rows.length > 0 && (
        <ul aria-label={words.title} className="divide-y divide-line border-line border-t">
          {rows.map((row) => (
            <li key={row.request_id}>
              <ErrorLine row={row} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

function ErrorLine({ row }: { row: LogRow }) {
  const where = [
    row.model_group || shareNameWords.none.model,
    keyLabel({ token: row.api_key, alias: row.key_alias }),
  ].join(" · ")
  return (
    <Link
      href={withQuery("/ui/logs", { range: "all", status: "failure", row: row.request_id })}
      prefetch={false}
      className="flex items-start gap-3 px-5 py-2.5 transition-colors hover:bg-subtle focus-visible:-outline-offset-2"
    >
      <span className="mt-px w-9 shrink-0 rounded bg-danger-soft text-center font-medium text-danger text-xs tabular-nums leading-5">
        {row.http_status}
      </span>
      <span className="min-w-0 flex-1">
        <span className="line-clamp-2 break-words text-ink text-sm">
          {row.error_message ?? row.error_code ?? words.unnamed}
        </span>
        <span className="block truncate text-muted text-xs">{where}</span>
      </span>
      <time
        dateTime={row.startTime}
        title={formatDateTime(row.startTime)}
        className="mt-0.5 shrink-0 text-faint text-xs tabular-nums"
      >
        {formatRelative(row.startTime)}
      </time>
    </Link>
  )
}
