"use client"

import { ArrowUp, ImagePlus, Square, X } from "lucide-react"
import { type KeyboardEvent, useId, useRef, useState } from "react"
import { Button } from "#components/ui/button"
import { Textarea } from "#components/ui/textarea"
import type { Ask } from "#lib/ui/playground/chat-session"
import { dataUrlOf } from "#lib/ui/playground/data-url"
import { newId } from "#lib/ui/playground/new-id"
import { chatWords, playgroundWords } from "#lib/ui/words/playground"

const words = chatWords.composer
const MAX_IMAGE_BYTES = 8_000_000

interface ChatComposerProps {
  isRunning: boolean
  /** Why nothing can be sent now. */
  refusal: string | null
  onStop: () => void
  onSend: (ask: Ask) => void
}

/** What to say next: Enter sends, Shift with Enter begins a line; images are chosen or pasted. */
export function ChatComposer({ isRunning, refusal, onStop, onSend }: ChatComposerProps) {
  const id = useId()
  const [text, setText] = useState("")
  const [images, setImages] = useState<readonly string[]>([])
  const [problem, setProblem] = useState<string | null>(null)
  const file = useRef<HTMLInputElement>(null)
  const empty = text.trim() === "" && images.length === 0

  function send() {
    if (empty || isRunning || refusal !== null) return
    onSend({ id: newId(), text, images })
    setText("")
    setImages([])
  }

  async function attach(files: readonly File[]) {
    setProblem(files.map(problemOf).find((problem) => problem !== null) ?? null)
    try {
      const urls = await Promise.all(files.filter((file) => problemOf(file) === null).map(dataUrlOf))
      setImages((now) => [...now, ...urls])
    } catch (e) {
      setProblem(e instanceof Error ? e.message : String(e))
    }
  }

  function onKey(event: KeyboardEvent) {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    send()
  }

  return (
    <div className="space-y-1.5">
      <AttachedImages images={images} onRemove={(i) => setImages((now) => now.filter((_, at) => at !== i))} />
      <Textarea
        aria-label={words.message}
        aria-describedby={`${id}-note`}
        placeholder={words.placeholder}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKey}
        onPaste={(event) => void attach([...event.clipboardData.files])}
        className="min-h-24"
      />
      <div className="flex items-center gap-2">
        <input
          ref={file}
          type="file"
          accept="image/*"
          multiple
          className="sr-only"
          aria-label={words.imagesToAttach}
          tabIndex={-1}
          onChange={(event) => {
            void attach([...(event.target.files ?? [])])
            event.target.value = ""
          }}
        />
        <Button variant="outline" size="sm" onClick={() => file.current?.click()}>
          <ImagePlus aria-hidden />
          {words.image}
        </Button>
        <p
          id={`${id}-note`}
          role={problem ? "alert" : undefined}
          className={problem ? "min-w-0 flex-1 text-danger text-xs" : "min-w-0 flex-1 text-faint text-xs"}
        >
          {problem ?? refusal ?? words.note}
        </p>
        {isRunning ? (
          <Button variant="outline" onClick={onStop}>
            <Square aria-hidden />
            {playgroundWords.stop}
          </Button>
        ) : (
          <Button onClick={send} disabled={empty || refusal !== null}>
            <ArrowUp aria-hidden />
            {words.send}
          </Button>
        )}
      </div>
    </div>
  )
}

/** Why this cannot be attached; null when it can. */
function problemOf({ name, type, size }: File): string | null {
  if (!type.startsWith("image/")) return words.noImage(name)
  return size > MAX_IMAGE_BYTES ? words.tooLarge(name) : null
}

function AttachedImages({ images, onRemove }: { images: readonly string[]; onRemove: (index: number) => void }) {
  if (images.length === 0) return null
  return (
    <ul aria-label={words.attached} className="flex flex-wrap gap-2">
      {images.map((url, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same image may be there twice
        <li key={i} className="relative">
          {/* biome-ignore lint/performance/noImgElement: it is in this page's memory, nothing is to be optimised */}
          <img src={url} alt={words.number(i + 1)} className="h-16 rounded border border-line" />
          <button
            type="button"
            aria-label={words.remove(i + 1)}
            onClick={() => onRemove(i)}
            className="absolute -top-1.5 -right-1.5 rounded-full border border-line bg-raised p-1 text-muted hover:text-ink"
          >
            <X className="size-3.5" aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  )
}
