"use client"

import { useQuery } from "@tanstack/react-query"
import { Trash2 } from "lucide-react"
import { useState } from "react"
import { toast } from "sonner"
import { useVisitor } from "#components/nav/visitor-context"
import { Button } from "#components/ui/button"
import { ConfirmDialog } from "#components/ui/confirm-dialog"
import { flushCacheWords } from "#lib/ui/words/caching"
import { stateQuery, useFlushCache } from "./queries"

/** The button that forgets every answer; only where there is a cache, for who may. */
export function FlushCache() {
  const { role } = useVisitor()
  const [asking, setAsking] = useState(false)
  const state = useQuery(stateQuery)
  const flush = useFlushCache()

  function confirm() {
    flush.mutate(undefined, {
      onSuccess: () => {
        toast.success(flushCacheWords.done)
        setAsking(false)
      },
    })
  }

  if (role !== "proxy_admin" || state.data?.state !== "working") return null
  return (
    <>
      <Button
        variant="outline"
        onClick={() => {
          flush.reset()
          setAsking(true)
        }}
      >
        <Trash2 aria-hidden />
        {flushCacheWords.action}
      </Button>
      {asking && (
        <ConfirmDialog
          title={flushCacheWords.title}
          action={flushCacheWords.action}
          error={flush.error}
          pending={flush.isPending}
          onConfirm={confirm}
          onClose={() => setAsking(false)}
        >
          {flushCacheWords.text}
        </ConfirmDialog>
      )}
    </>
  )
}
