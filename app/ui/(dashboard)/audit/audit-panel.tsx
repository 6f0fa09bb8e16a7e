"use client"

import { useQuery } from "@tanstack/react-query"
import { CopyButton } from "#components/ui/copy-button"
import { ErrorState } from "#components/ui/error-state"
import { Sheet, SheetContent, SheetDescription, SheetTitle } from "#components/ui/sheet"
import { Skeleton } from "#components/ui/skeleton"
import type { AuditView } from "#lib/ui/api.gen"
import { actionWords, tableWord, valueText, whoText } from "#lib/ui/audit"
import { formatDateTime } from "#lib/ui/format"
import { auditWords } from "#lib/ui/words/audit"
import { terms } from "#lib/ui/words/terms"
import { changeQuery } from "./queries"

const words = auditWords.panel

interface AuditPanelProps {
  /** The open change; null closes the panel. */
  id: string | null
  /** Its row, when it is in the list. */
  row: AuditView | undefined
  onClose: () => void
}

/** One change: each field before and after, and where it came from. */
export function AuditPanel({ id, row, onClose }: AuditPanelProps) {
  return (
    <Sheet open={id !== null} onOpenChange={(open) => !open && onClose()}>
      <SheetContent aria-describedby={undefined}>{id !== null && <PanelBody id={id} row={row} />}</SheetContent>
    </Sheet>
  )
}

function PanelBody({ id, row }: { id: string; row: AuditView | undefined }) {
  const one = useQuery({ ...changeQuery(id), ...(row && { initialData: row, staleTime: Number.POSITIVE_INFINITY }) })
  if (one.data) return <Change change={one.data} />
  return (
    <>
      <SheetTitle>{words.title(id)}</SheetTitle>
      {one.isError ? (
        <ErrorState title={words.failed} error={one.error} onRetry={() => void one.refetch()} />
      ) : (
        <Skeleton className="mt-6 h-40" />
      )}
    </>
  )
}

function Change({ change }: { change: AuditView }) {
  const several = change.object_id.includes(", ")
  return (
    <>
      <SheetTitle>
        {tableWord(change.table_name)} {actionWords(change.action)}
      </SheetTitle>
      <SheetDescription className="[overflow-wrap:anywhere]">
        {whoText(change)}, {formatDateTime(change.updated_at)}
      </SheetDescription>
      <section aria-label={words.differences} className="mt-6">
        <h3 className="mb-2 font-medium text-sm">{words.differences}</h3>
        {change.changes.length === 0 && <p className="text-muted text-sm">{words.noDifference}</p>}
        <dl className="divide-y divide-line rounded-lg border border-line text-sm empty:hidden">
          {change.changes.map(({ object_id: object, field, before, after }) => (
            <div key={`${object} ${field}`} className="px-3 py-2.5">
              <dt className="font-medium text-xs">
                {field}
                {several && <span className="ml-2 font-mono font-normal text-faint">{object}</span>}
              </dt>
              <dd className="mt-1 grid gap-1 font-mono text-xs [overflow-wrap:anywhere]">
                {before !== null && (
                  <Value sign="−" word={words.before} value={before} className="bg-danger-soft text-danger" />
                )}
                {after !== null && (
                  <Value sign="+" word={words.after} value={after} className="bg-success-soft text-success" />
                )}
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <Facts change={change} />
    </>
  )
}

function Value({ sign, word, value, className }: { sign: string; word: string; value: unknown; className: string }) {
  return (
    <span className={`block whitespace-pre-wrap rounded px-2 py-1 ${className}`}>
      <span aria-hidden>{sign} </span>
      <span className="sr-only">{word}: </span>
      {valueText(value)}
    </span>
  )
}

function Facts({ change }: { change: AuditView }) {
  const facts: readonly (readonly [name: string, value: string | null])[] = [
    [words.id, change.object_id],
    [words.request, change.route],
    [terms.key, change.changed_by_api_key],
    [words.onBehalfOf, change.on_behalf_of],
    [words.address, change.ip],
    [words.row, change.id],
    [words.hash, change.hash],
    [words.hashBefore, change.previous_hash],
  ]
  return (
    <dl className="mt-6 grid grid-cols-[max-content_1fr] items-baseline gap-x-4 gap-y-2 pb-6 text-sm">
      {facts.map(
        ([name, value]) =>
          value !== null &&
          value !== "" && (
            <div key={name} className="contents">
              <dt className="text-muted">{name}</dt>
              <dd className="flex min-w-0 items-center gap-1 font-mono text-xs">
                <span className="[overflow-wrap:anywhere]">{value}</span>
                {name === words.id && (
                  <CopyButton value={value} label={words.copyId} className="-my-2 [&_svg]:size-3.5" />
                )}
              </dd>
            </div>
          ),
      )}
    </dl>
  )
}
