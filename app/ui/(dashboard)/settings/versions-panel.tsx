"use client"

import { useQuery } from "@tanstack/react-query"
import { History } from "lucide-react"
import { useState } from "react"
import { toast } from "sonner"
import { Pager } from "#components/data-table/pager"
import { useVisitor } from "#components/nav/visitor-context"
import { Badge } from "#components/ui/badge"
import { Button } from "#components/ui/button"
import { ErrorState } from "#components/ui/error-state"
import { Phrase } from "#components/ui/phrase"
import { Sheet, SheetContent, SheetDescription, SheetTitle, SheetTrigger } from "#components/ui/sheet"
import { Skeleton } from "#components/ui/skeleton"
import type { SettingsPlan, SettingsVersion } from "#lib/ui/api.gen"
import { formatDateTime } from "#lib/ui/format"
import { changesSettings } from "#lib/ui/visitor"
import { settingsVersionsWords as words } from "#lib/ui/words/settings"
import { ChangeList } from "./change-list"
import { PlanDialog } from "./plan-dialog"
import { usePreview, versionsQuery } from "./queries"

/** The button that opens the list of saves. */
export function VersionsPanel() {
  return (
    <Sheet>
      <SheetTrigger asChild>
        <Button variant="outline">
          <History aria-hidden />
          {words.title}
        </Button>
      </SheetTrigger>
      <SheetContent>
        <SheetTitle>{words.title}</SheetTitle>
        <SheetDescription>{words.description}</SheetDescription>
        <Versions />
      </SheetContent>
    </Sheet>
  )
}

function Versions() {
  const [page, setPage] = useState(1)
  const [plan, setPlan] = useState<{ plan: SettingsPlan; version: number } | null>(null)
  const list = useQuery(versionsQuery(page))
  const preview = usePreview()
  const may = changesSettings(useVisitor()) && list.data?.closed === null

  function ask(version: number) {
    preview.mutate({ version }, { onSuccess: (made) => setPlan({ plan: made, version }) })
  }

  if (list.data === undefined)
    return list.isError ? (
      <ErrorState title={words.notLoaded} error={list.error} onRetry={() => void list.refetch()} />
    ) : (
      <Skeleton className="mt-6 h-40" />
    )
  const { versions, current, total_pages: pages } = list.data
  const asking = preview.isPending ? preview.variables?.version : undefined
  return (
    <>
      {preview.isError && (
        <p role="alert" className="mt-4 text-danger text-sm">
          {preview.error.message}
        </p>
      )}
      <ol aria-label={words.title} className="mt-6 space-y-6">
        {versions.map((version) => (
          <VersionItem
            key={version.version}
            version={version}
            isCurrent={version.version === current}
            {...(may && { onRestore: () => ask(version.version), pending: asking === version.version })}
          />
        ))}
        {page === pages && (
          <li className="flex flex-wrap items-center justify-between gap-2">
            <span className="text-sm">
              <span className="font-medium">{words.version(0)}</span>
              <span className="text-muted"> {words.fileAlone}</span>
            </span>
            {current === 0 && <Badge tone="success">{words.inForce}</Badge>}
            {may && current !== 0 && (
              <Button variant="outline" size="sm" loading={asking === 0} onClick={() => ask(0)}>
                {words.goBackToThis}
              </Button>
            )}
          </li>
        )}
      </ol>
      <Pager page={page} pages={pages} onGo={setPage} />
      {plan !== null && (
        <PlanDialog
          title={words.question(plan.version)}
          action={words.goBack}
          plan={plan.plan}
          wanted={{ version: plan.version }}
          onClose={() => setPlan(null)}
          onSaved={(saved) => {
            toast.success(words.wentBack(plan.version, saved))
            setPlan(null)
          }}
        />
      )}
    </>
  )
}

interface VersionItemProps {
  version: SettingsVersion
  isCurrent: boolean
  /** Absent: the visitor may not. */
  onRestore?: () => void
  pending?: boolean
}

function VersionItem({ version, isCurrent, onRestore, pending }: VersionItemProps) {
  const by = /^[0-9a-f]{64}$/.test(version.created_by)
    ? words.byKey(version.created_by.slice(0, 8))
    : version.created_by
  return (
    <li>
      <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
        <p className="text-sm">
          <span className="font-medium">{words.version(version.version)}</span>
          <span className="text-muted">
            {" "}
            <Phrase
              text={version.restored === null ? words.by : words.byAsVersion(version.restored)}
              parts={{
                who: by,
                when: <time dateTime={version.created_at}>{formatDateTime(version.created_at)}</time>,
              }}
            />
          </span>
        </p>
        {isCurrent && <Badge tone="success">{words.inForce}</Badge>}
        {!isCurrent && onRestore !== undefined && (
          <Button variant="outline" size="sm" loading={pending ?? false} onClick={onRestore}>
            {words.goBackToThis}
          </Button>
        )}
      </div>
      <ChangeList changes={version.changes} />
    </li>
  )
}
