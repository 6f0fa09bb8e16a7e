"use client"

import { useQuery } from "@tanstack/react-query"
import { FileCog } from "lucide-react"
import { useState } from "react"
import { toast } from "sonner"
import { useVisitor } from "#components/nav/visitor-context"
import { Button } from "#components/ui/button"
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from "#components/ui/dialog"
import { ErrorState } from "#components/ui/error-state"
import { Skeleton } from "#components/ui/skeleton"
import { ApiError } from "#lib/ui/api"
import type { ConfigFindingsOutput } from "#lib/ui/api.gen"
import { changesSettings } from "#lib/ui/visitor"
import { configFileWords } from "#lib/ui/words/settings"
import { FindingLines } from "./finding-lines"
import { findingsQuery, useReloadFile } from "./queries"

/** What the loader says about the config file, and reading the file again. */
export function ConfigFile() {
  const [open, setOpen] = useState(false)
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="outline">
          <FileCog aria-hidden />
          {configFileWords.title}
        </Button>
      </DialogTrigger>
      <DialogContent width="lg">
        <DialogHeader>
          <DialogTitle>{configFileWords.title}</DialogTitle>
          <DialogDescription>{configFileWords.description}</DialogDescription>
        </DialogHeader>
        <Loader />
      </DialogContent>
    </Dialog>
  )
}

function Loader() {
  const may = changesSettings(useVisitor())
  const now = useQuery(findingsQuery)
  const reload = useReloadFile()
  const refused = reload.isError ? findingsIn(reload.error) : null
  const findings = refused ?? now.data?.findings

  return (
    <>
      {reload.isError && (
        <p role="alert" className="mb-3 rounded-md bg-danger-soft px-3 py-2 text-danger text-sm">
          {refused === null ? reload.error.message : configFileWords.notTaken}
        </p>
      )}
      <h3 className="font-medium text-sm">
        {refused === null ? configFileWords.ofTheOneInForce : configFileWords.ofTheFile}
      </h3>
      {findings === undefined && now.isError && <ErrorState error={now.error} onRetry={() => void now.refetch()} />}
      {findings === undefined && !now.isError && <Skeleton className="mt-3 h-20" />}
      {findings?.length === 0 && <p className="mt-2 text-muted text-sm">{configFileWords.nothing}</p>}
      {findings !== undefined && <FindingLines findings={findings} whole />}
      {may && (
        <DialogFooter>
          <Button
            loading={reload.isPending}
            onClick={() =>
              reload.mutate(undefined, {
                onSuccess: ({ models }) => toast.success(configFileWords.wasReadAgain(models)),
              })
            }
          >
            {configFileWords.readAgain}
          </Button>
        </DialogFooter>
      )}
    </>
  )
}

/** The findings a refusal carries; null when it is another failure. */
function findingsIn(error: Error): ConfigFindingsOutput["findings"] | null {
  const body = error instanceof ApiError ? (error.body as Partial<ConfigFindingsOutput> | null) : null
  return Array.isArray(body?.findings) ? body.findings : null
}
