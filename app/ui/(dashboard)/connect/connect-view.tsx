"use client"

import { useQuery } from "@tanstack/react-query"
import { parseAsString, useQueryState } from "nuqs"
import { useId, useState } from "react"
import { Label } from "#components/ui/label"
import { Select } from "#components/ui/select"
import { Skeleton } from "#components/ui/skeleton"
import { cn } from "#lib/ui/cn"
import { modelNamesQuery } from "#lib/ui/models-query"
import { exampleModel, snippets } from "#lib/ui/snippets"
import { KEY_PLACEHOLDER } from "#lib/ui/snippets/key-placeholder"
import { useOrigin } from "#lib/ui/use-origin"
import { connectWords } from "#lib/ui/words/connect"
import { ClientList } from "./client-list"
import { ConnectKey, type FreshKey } from "./connect-key"
import { ConnectSnippet } from "./connect-snippet"

/** Model and client (in the URL), the key (in memory alone), and the text to paste. */
export function ConnectView() {
  const id = useId()
  const models = useQuery(modelNamesQuery)
  const [asked, setAsked] = useQueryState("model", parseAsString.withDefault(""))
  const [client, setClient] = useQueryState("client", parseAsString.withDefault("claude-code"))
  const [fresh, setFresh] = useState<FreshKey | null>(null)
  const served = models.data ?? []
  const model = asked || exampleModel([], served)
  const origin = useOrigin()
  const all = snippets({ origin, key: fresh?.key ?? KEY_PLACEHOLDER, model })
  const chosen = all.find((snippet) => snippet.id === client) ?? all[0]
  return (
    <div className="space-y-6">
      <div className="grid gap-4 sm:grid-cols-2">
        <div className="min-w-0 space-y-1.5">
          <Label htmlFor={`${id}-model`} className="block">
            {connectWords.model}
          </Label>
          {models.isPending ? (
            <Skeleton className="h-9" />
          ) : (
            <Select
              id={`${id}-model`}
              value={model}
              onChange={(event) => void setAsked(event.target.value)}
              className="flex"
            >
              {[...new Set([model, ...served])].map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </Select>
          )}
          <p
            role={models.error ? "alert" : undefined}
            className={cn("text-xs", models.error ? "text-danger" : "text-faint")}
          >
            {models.error?.message ?? connectWords.modelHint}
          </p>
        </div>
        <ConnectKey model={model} client={chosen?.label ?? ""} fresh={fresh} onFresh={setFresh} />
      </div>
      <div className="grid items-start gap-4 md:grid-cols-[13rem_minmax(0,1fr)]">
        <ClientList snippets={all} chosen={chosen?.id ?? ""} onChoose={(next) => void setClient(next)} />
        {chosen && <ConnectSnippet snippet={chosen} origin={origin} isPlaceholder={fresh === null} />}
      </div>
    </div>
  )
}
