"use client"

import { useIsFetching, useQueryClient } from "@tanstack/react-query"
import { RotateCw } from "lucide-react"
import { useId } from "react"
import { Button } from "#components/ui/button"
import { Label } from "#components/ui/label"
import { Switch } from "#components/ui/switch"
import { cn } from "#lib/ui/cn"
import { isOpenEnded } from "#lib/ui/log-filters"
import { logsWords } from "#lib/ui/words/logs"
import { SavedViews } from "../saved-views/saved-views"
import { refreshLogs } from "./queries"
import { useLive, useLogFilters } from "./use-log-filters"

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
      <Label htmlFor={id} className="mr-2 font-normal text-muted" title={open ? undefined : logsWords.live.closedRange}>
        {logsWords.live.switch}
      </Label>
      <SavedViews page="logs" />
      <Button variant="outline" size="md" onClick={() => void refreshLogs(client, filters)}>
        <RotateCw className={cn(busy && "animate-spin")} aria-hidden />
        {logsWords.refresh}
      </Button>
    </>
  )
}
