"use client"

import { useId, useState } from "react"
import { Field } from "#components/form/field"
import { Table, Tbody, Td, THead, Th, Tr } from "#components/ui/table"
import { Textarea } from "#components/ui/textarea"
import { formatCount } from "#lib/ui/format"
import { cosine } from "#lib/ui/playground/cosine"
import { oneCallWords } from "#lib/ui/words/playground"
import type { TabProps } from "./chat-tab"
import { OneCallForm } from "./one-call-form"
import { useOneCall } from "./use-one-call"

interface Embedded {
  readonly data: readonly { readonly embedding: readonly number[] }[]
  readonly usage?: { readonly prompt_tokens?: number }
}

const words = oneCallWords.embeddings
const MOST = 12
const FIRST_NUMBERS = 6

/** Texts as vectors, and how near they are to the first. */
export function EmbeddingsTab({ apiKey, models }: TabProps) {
  const id = useId()
  const [model, setModel] = useState(models[0] ?? "")
  const [text, setText] = useState("")
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .slice(0, MOST)
  const { call, send, stop } = useOneCall(async (answer) => (await answer.json()) as Embedded)
  const [asked, setAsked] = useState<readonly string[]>([])

  function ask() {
    setAsked(lines)
    void send({ path: "/v1/embeddings", key: apiKey, body: { model, input: lines, encoding_format: "float" } })
  }

  return (
    <OneCallForm
      {...{ apiKey, models, model, call }}
      onModel={setModel}
      action={words.action}
      incomplete={lines.length === 0}
      onSend={ask}
      onStop={stop}
      fields={
        <Field id={`${id}-text`} label={words.texts} hint={words.textsHint(MOST)}>
          {(control) => (
            <Textarea {...control} rows={6} value={text} onChange={(event) => setText(event.target.value)} />
          )}
        </Field>
      }
      result={(embedded) => <Vectors embedded={embedded} lines={asked} />}
    />
  )
}

function Vectors({ embedded: { data, usage }, lines }: { embedded: Embedded; lines: readonly string[] }) {
  const first = data[0]?.embedding ?? []
  return (
    <div className="space-y-3">
      <p className="text-muted text-sm">
        {usage?.prompt_tokens === undefined
          ? words.dimensions(formatCount(first.length))
          : words.dimensionsAndTokens(formatCount(first.length), formatCount(usage.prompt_tokens))}
      </p>
      <Table aria-label={words.table}>
        <THead>
          <tr>
            <Th>{words.text}</Th>
            <Th numeric>{words.likeness}</Th>
            <Th className="max-sm:hidden">{words.beginsWith}</Th>
          </tr>
        </THead>
        <Tbody>
          {data.map(({ embedding }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the vectors of an answer never change
            <Tr key={i}>
              <Td className="w-full max-w-0">
                <span className="block truncate" title={lines[i]}>
                  {lines[i]}
                </span>
              </Td>
              <Td numeric>{cosine(first, embedding).toFixed(3)}</Td>
              <Td className="whitespace-nowrap font-mono text-muted text-xs max-sm:hidden">
                {embedding
                  .slice(0, FIRST_NUMBERS)
                  .map((n) => n.toFixed(3))
                  .join(" ")}
              </Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
    </div>
  )
}
