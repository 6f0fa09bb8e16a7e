"use client"

import { useIsFetching, useQueryClient } from "@tanstack/react-query"
import { RotateCw } from "lucide-react"
import { useId } from "react"
import { Button } from "#components/ui/button"
import { Label } from "#components/ui/label"
import { Switch } from "#components/ui/switch"
import { cn } from "#lib/ui/cn"
import { useLive } from "./use-log-filters"

/** Refresh now, or every five seconds. */
export function LogsActions() {
  const [live, setLive] = useLive()
  const client = useQueryClient()
  const busy = useIsFetching({ queryKey: ["logs", "list"] }) > 0
  const id = useId()
  return (
    <>
      <Switch id={id} checked={live} onCheckedChange={(on) => void setLive(on)} />
      <Label htmlFor={id} className="mr-2 font-normal text-muted">
        Auto-refresh
      </Label>
      <Button variant="outline" size="md" onClick={() => void client.invalidateQueries({ queryKey: ["logs"] })}>
        <RotateCw className={cn(busy && "animate-spin")} aria-hidden />
        Refresh
      </Button>
    </>
  )
}
