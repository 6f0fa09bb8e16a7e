"use client"

import { useQuery } from "@tanstack/react-query"
import { parseAsStringLiteral, useQueryState } from "nuqs"
import { useState } from "react"
import { Card } from "#components/ui/card"
import { ErrorState } from "#components/ui/error-state"
import { Skeleton } from "#components/ui/skeleton"
import { Tabs, TabsContent, TabsList, TabsTrigger } from "#components/ui/tabs"
import { modelsQuery } from "#lib/ui/models-query"
import { modelsFor } from "#lib/ui/playground/models-for"
import { playgroundWords } from "#lib/ui/words/playground"
import { ChatTab } from "./chat-tab"
import { EmbeddingsTab } from "./embeddings-tab"
import { ImagesTab } from "./images-tab"
import { PlaygroundKey } from "./playground-key"
import { SpeechTab } from "./speech-tab"
import { TranscriptionTab } from "./transcription-tab"

const { tabs: words } = playgroundWords
const TABS = [
  ["chat", words.chat],
  ["images", words.images],
  ["speech", words.speech],
  ["transcription", words.transcription],
  ["embeddings", words.embeddings],
] as const

/** The key (in memory alone) and a tab for each kind of request. */
export function PlaygroundView() {
  const [tab, setTab] = useQueryState("tab", parseAsStringLiteral(TABS.map(([value]) => value)).withDefault("chat"))
  const [key, setKey] = useState("")
  const models = useQuery(modelsQuery)
  if (models.isPending) return <Skeleton className="h-96" />
  if (!models.data) {
    return (
      <Card>
        <ErrorState title={playgroundWords.failed} error={models.error} onRetry={() => void models.refetch()} />
      </Card>
    )
  }
  const of = (kind: (typeof TABS)[number][0]) => ({ apiKey: key.trim(), models: modelsFor(models.data, kind) })
  return (
    <div className="space-y-5">
      <PlaygroundKey value={key} onChange={setKey} />
      <Tabs value={tab} onValueChange={(next) => void setTab(TABS.find(([value]) => value === next)?.[0] ?? null)}>
        <TabsList aria-label={playgroundWords.kinds}>
          {TABS.map(([value, label]) => (
            <TabsTrigger key={value} value={value}>
              {label}
            </TabsTrigger>
          ))}
        </TabsList>
        <TabsContent value="chat">
          <ChatTab {...of("chat")} />
        </TabsContent>
        <TabsContent value="images">
          <ImagesTab {...of("images")} />
        </TabsContent>
        <TabsContent value="speech">
          <SpeechTab {...of("speech")} />
        </TabsContent>
        <TabsContent value="transcription">
          <TranscriptionTab {...of("transcription")} />
        </TabsContent>
        <TabsContent value="embeddings">
          <EmbeddingsTab {...of("embeddings")} />
        </TabsContent>
      </Tabs>
    </div>
  )
}
