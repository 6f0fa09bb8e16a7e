"use client"

import { Plus, Trash2 } from "lucide-react"
import { Button } from "#components/ui/button"
import { checkSettings } from "#lib/ui/playground/chat-request"
import { type ChatSettings, emptySession, MOST_PANELS, type Panel } from "#lib/ui/playground/chat-session"
import { newId } from "#lib/ui/playground/new-id"
import { chatWords } from "#lib/ui/words/playground"
import { ChatCode } from "./chat-code"
import { ChatComposer } from "./chat-composer"
import { ChatPanel } from "./chat-panel"
import { ChatSettingsView } from "./chat-settings"
import { useChat } from "./use-chat"

export interface TabProps {
  apiKey: string
  models: readonly string[]
}

/** A conversation with one model, or the same one with several side by side. */
export function ChatTab({ apiKey, models }: TabProps) {
  const first = models.find((name) => !name.includes("*")) ?? models[0] ?? ""
  const { session, setSession, send, stop, isRunning } = useChat(first, apiKey)
  const { settings, panels, asks } = session
  const errors = checkSettings(settings)

  const setPanels = (change: (panels: readonly Panel[]) => readonly Panel[]) =>
    setSession((now) => ({ ...now, panels: change(now.panels) }))
  const setSettings = (change: Partial<ChatSettings>) =>
    setSession((now) => ({ ...now, settings: { ...now.settings, ...change } }))
  const add = () =>
    setPanels((now) => [
      ...now,
      {
        id: newId(),
        model: models.find((name) => !now.some((one) => one.model === name)) ?? first,
        answers: [],
      },
    ])

  return (
    <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_17rem]">
      <div className="min-w-0 space-y-4">
        <div className="flex flex-wrap items-center gap-2">
          <Button variant="outline" size="sm" disabled={panels.length >= MOST_PANELS || isRunning} onClick={add}>
            <Plus aria-hidden />
            {chatWords.compare}
          </Button>
          <ChatCode session={session} />
          <Button
            variant="ghost"
            size="sm"
            disabled={asks.length === 0 || isRunning}
            onClick={() =>
              setSession((now) => ({ ...now, asks: [], panels: now.panels.map((one) => ({ ...one, answers: [] })) }))
            }
          >
            <Trash2 aria-hidden />
            {chatWords.clear}
          </Button>
        </div>
        <div className={panels.length > 1 ? "grid gap-4 lg:grid-cols-2" : undefined}>
          {panels.map((panel) => (
            <ChatPanel
              key={panel.id}
              panel={panel}
              asks={asks}
              models={models}
              busy={isRunning}
              onModel={(model) => setPanels((now) => now.map((one) => (one.id === panel.id ? { ...one, model } : one)))}
              onRemove={panels.length === 1 ? null : () => setPanels((now) => now.filter((one) => one.id !== panel.id))}
            />
          ))}
        </div>
        <ChatComposer
          isRunning={isRunning}
          refusal={refusalOf(apiKey, first, Object.keys(errors).length > 0)}
          onStop={stop}
          onSend={send}
        />
      </div>
      <ChatSettingsView
        settings={settings}
        errors={errors}
        onChange={setSettings}
        onReset={() => setSettings(emptySession(first).settings)}
      />
    </div>
  )
}

/** Why nothing can be sent now; null when it can. */
function refusalOf(apiKey: string, model: string, hasErrors: boolean): string | null {
  if (model === "") return chatWords.refused.noModel
  if (apiKey === "") return chatWords.refused.noKey
  return hasErrors ? chatWords.refused.wrongSettings : null
}
