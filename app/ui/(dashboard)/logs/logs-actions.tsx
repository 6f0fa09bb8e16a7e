"use client"

import { useIsFetching, useQueryClient } from "@tanstack/react-query"
import { Bookmark, RotateCw } from "lucide-react"
import dynamic from "next/dynamic"
import { useId } from "react"
import { Button } from "#components/ui/button"
import { Label } from "#components/ui/label"
import { Switch } from "#components/ui/switch"
import { cn } from "#lib/ui/cn"
import { isOpenEnded } from "#lib/ui/log-filters"
import { refreshLogs } from "./queries"
import { useLive, useLogFilters } from "./use-log-filters"

/** Its menu may come after the list. */
const SavedViews = dynamic(() => import("./saved-views").then((views) => views.SavedViews), {
  ssr: false,
  loading: () => (
    <Button variant="outline" disabled>
      <Bookmark aria-hidden />
      Views
    </Button>
  ),
})

/** New requests as they come, the list anew, and views to come back to. */
export function LogsActions() {
  const [filters] = useLogFilters()
  const [live, setLive] = useLive()
  const client = useQueryClient()
  const busy = useIsFetching({ queryKey: ["logs", "list"] }) > 0
  const id = useId()
  const open = isOpenEnded(filters)
  return (
    <>
      <Switch id={id} checked={live && open} disabled={!open} onCheckedChange={(on) => void setLive(on || null)} />
      <Label
        htmlFor={id}
        className="mr-2 font-normal text-muted"
        title={open ? undefined : "New requests are not in this time range: it has an end."}
      >
        Live
      </Label>
      <SavedViews />
      <Button variant="outline" size="md" onClick={() => void refreshLogs(client, filters)}>
        <RotateCw className={cn(busy && "animate-spin")} aria-hidden />
        Refresh
      </Button>
    </>
  )
}
