"use client"

import { useQuery } from "@tanstack/react-query"
import { Trash2 } from "lucide-react"
import { useState } from "react"
import { toast } from "sonner"
import { useVisitor } from "#components/nav/visitor-context"
import { Button } from "#components/ui/button"
import { ConfirmDialog } from "#components/ui/confirm-dialog"
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
        toast.success("The cache is empty")
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
        Empty the cache
      </Button>
      {asking && (
        <ConfirmDialog
          title="Empty the cache?"
          action="Empty the cache"
          error={flush.error}
          pending={flush.isPending}
          onConfirm={confirm}
          onClose={() => setAsking(false)}
        >
          Every kept answer is forgotten, of all keys and teams. The next request of each kind is asked of a provider,
          and paid for. What was saved so far stays counted.
        </ConfirmDialog>
      )}
    </>
  )
}
