"use client"

import { Download } from "lucide-react"
import { useId, useState } from "react"
import { Field } from "#components/form/field"
import { Button } from "#components/ui/button"
import { Input } from "#components/ui/input"
import { Select } from "#components/ui/select"
import { Textarea } from "#components/ui/textarea"
import { dataUrlOf } from "#lib/ui/playground/data-url"
import { actions } from "#lib/ui/words/actions"
import { oneCallWords } from "#lib/ui/words/playground"
import type { TabProps } from "./chat-tab"
import { OneCallForm } from "./one-call-form"
import { useOneCall } from "./use-one-call"

const words = oneCallWords.speech
const FORMATS = ["mp3", "wav", "opus", "aac", "flac"] as const

/** Words read aloud. */
export function SpeechTab({ apiKey, models }: TabProps) {
  const id = useId()
  const [model, setModel] = useState(models[0] ?? "")
  const [input, setInput] = useState("")
  const [voice, setVoice] = useState("alloy")
  const [format, setFormat] = useState<string>(FORMATS[0])
  const { call, send, stop } = useOneCall(async (answer) => dataUrlOf(await answer.blob()))

  function ask() {
    const body = { model, input, voice, response_format: format }
    void send({ path: "/v1/audio/speech", key: apiKey, body })
  }

  return (
    <OneCallForm
      {...{ apiKey, models, model, call }}
      onModel={setModel}
      action={words.action}
      incomplete={input.trim() === "" || voice.trim() === ""}
      onSend={ask}
      onStop={stop}
      fields={
        <>
          <Field id={`${id}-input`} label={words.text}>
            {(control) => <Textarea {...control} value={input} onChange={(event) => setInput(event.target.value)} />}
          </Field>
          <div className="grid grid-cols-2 gap-3">
            <Field id={`${id}-voice`} label={words.voice}>
              {(control) => <Input {...control} value={voice} onChange={(event) => setVoice(event.target.value)} />}
            </Field>
            <Field id={`${id}-format`} label={words.format}>
              {(control) => (
                <Select {...control} value={format} onChange={(event) => setFormat(event.target.value)}>
                  {FORMATS.map((each) => (
                    <option key={each}>{each}</option>
                  ))}
                </Select>
              )}
            </Field>
          </div>
        </>
      }
      result={(url) => (
        <div className="flex flex-wrap items-center gap-3">
          {/* biome-ignore lint/a11y/useMediaCaption: what it says is the text beside it */}
          <audio controls src={url} aria-label={words.recording} className="max-w-full" />
          <Button asChild variant="outline" size="sm">
            <a href={url} download={`speech.${format}`}>
              <Download aria-hidden />
              {actions.save}
            </a>
          </Button>
        </div>
      )}
    />
  )
}
