"use client"

import { useId, useState } from "react"
import { Field } from "#components/form/field"
import { CopyButton } from "#components/ui/copy-button"
import { Input } from "#components/ui/input"
import { oneCallWords } from "#lib/ui/words/playground"
import type { TabProps } from "./chat-tab"
import { OneCallForm } from "./one-call-form"
import { useOneCall } from "./use-one-call"

const words = oneCallWords.transcription

/** A recording written down. */
export function TranscriptionTab({ apiKey, models }: TabProps) {
  const id = useId()
  const [model, setModel] = useState(models[0] ?? "")
  const [file, setFile] = useState<File | null>(null)
  const [language, setLanguage] = useState("")
  const { call, send, stop } = useOneCall(async (answer) => ((await answer.json()) as { text: string }).text)

  function ask() {
    if (!file) return
    const body = new FormData()
    body.set("model", model)
    if (language.trim() !== "") body.set("language", language.trim())
    body.set("file", file)
    void send({ path: "/v1/audio/transcriptions", key: apiKey, body })
  }

  return (
    <OneCallForm
      {...{ apiKey, models, model, call }}
      onModel={setModel}
      action={words.action}
      incomplete={file === null}
      onSend={ask}
      onStop={stop}
      fields={
        <>
          <Field id={`${id}-file`} label={words.recording}>
            {(control) => (
              <Input
                {...control}
                type="file"
                accept="audio/*,video/*"
                onChange={(event) => setFile(event.target.files?.[0] ?? null)}
                className="pt-1.5 file:mr-3 file:rounded file:border-0 file:bg-subtle file:px-2 file:py-0.5 file:text-ink file:text-xs"
              />
            )}
          </Field>
          <Field id={`${id}-language`} label={words.language} hint={words.languageHint}>
            {(control) => (
              <Input
                {...control}
                maxLength={16}
                value={language}
                onChange={(event) => setLanguage(event.target.value)}
              />
            )}
          </Field>
        </>
      }
      result={(text) => (
        <div className="flex items-start gap-2">
          <p data-testid="transcript" className="min-w-0 flex-1 whitespace-pre-wrap break-words text-ink text-sm">
            {text}
          </p>
          <CopyButton value={text} label={words.copy} />
        </div>
      )}
    />
  )
}
