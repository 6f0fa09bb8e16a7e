"use client"

import { useId, useState } from "react"
import { Field } from "#components/form/field"
import { Select } from "#components/ui/select"
import { Textarea } from "#components/ui/textarea"
import { oneCallWords } from "#lib/ui/words/playground"
import type { TabProps } from "./chat-tab"
import { OneCallForm } from "./one-call-form"
import { useOneCall } from "./use-one-call"

interface MadeImages {
  readonly data: readonly { readonly b64_json?: string | null; readonly url?: string | null }[]
}

const words = oneCallWords.images
const SIZES = ["", "1024x1024", "1536x1024", "1024x1536", "512x512", "256x256"] as const

/** Pictures from words. */
export function ImagesTab({ apiKey, models }: TabProps) {
  const id = useId()
  const [model, setModel] = useState(models[0] ?? "")
  const [prompt, setPrompt] = useState("")
  const [size, setSize] = useState("")
  const [count, setCount] = useState("1")
  const { call, send, stop } = useOneCall((answer) => answer.json() as Promise<MadeImages>)

  function ask() {
    const body = { model, prompt, n: Number(count), ...(size !== "" && { size }) }
    void send({ path: "/v1/images/generations", key: apiKey, body })
  }

  return (
    <OneCallForm
      {...{ apiKey, models, model, call }}
      onModel={setModel}
      action={words.action}
      incomplete={prompt.trim() === ""}
      onSend={ask}
      onStop={stop}
      fields={
        <>
          <Field id={`${id}-prompt`} label={words.prompt}>
            {(control) => <Textarea {...control} value={prompt} onChange={(event) => setPrompt(event.target.value)} />}
          </Field>
          <div className="grid grid-cols-2 gap-3">
            <Field id={`${id}-size`} label={words.size}>
              {(control) => (
                <Select {...control} value={size} onChange={(event) => setSize(event.target.value)}>
                  {SIZES.map((each) => (
                    <option key={each} value={each}>
                      {each || words.sizeOfModel}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <Field id={`${id}-count`} label={words.count}>
              {(control) => (
                <Select {...control} value={count} onChange={(event) => setCount(event.target.value)}>
                  {["1", "2", "3", "4"].map((each) => (
                    <option key={each}>{each}</option>
                  ))}
                </Select>
              )}
            </Field>
          </div>
        </>
      }
      result={({ data }) => (
        <ul aria-label={words.made} className="grid gap-3 sm:grid-cols-2">
          {data.map((image, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the images of an answer never change
            <li key={i} className="min-w-0">
              <MadeImage image={image} alt={words.alt(prompt, i + 1)} />
            </li>
          ))}
        </ul>
      )}
    />
  )
}

/** An image that came as an address is linked: this page loads nothing from elsewhere. */
function MadeImage({ image, alt }: { image: MadeImages["data"][number]; alt: string }) {
  if (image.b64_json)
    return (
      // biome-ignore lint/performance/noImgElement: it is in this page's memory, nothing is to be optimised
      <img src={`data:image/png;base64,${image.b64_json}`} alt={alt} className="w-full rounded-lg border border-line" />
    )
  if (!image.url || !/^https?:/.test(image.url)) return <p className="text-faint text-sm">{words.notShown}</p>
  return (
    <a href={image.url} target="_blank" rel="noreferrer" className="break-all text-sm underline underline-offset-4">
      {image.url}
    </a>
  )
}
