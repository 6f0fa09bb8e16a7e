import { X } from "lucide-react"
import { Button } from "#components/ui/button"
import { Card } from "#components/ui/card"
import { Select } from "#components/ui/select"
import type { Ask, Panel } from "#lib/ui/playground/chat-session"
import { chatWords } from "#lib/ui/words/playground"
import { terms } from "#lib/ui/words/terms"
import { AnswerView } from "./answer-view"

const words = chatWords.panel

interface ChatPanelProps {
  panel: Panel
  asks: readonly Ask[]
  models: readonly string[]
  busy: boolean
  onModel: (model: string) => void
  /** Null: it is the only one. */
  onRemove: (() => void) | null
}

/** One model and the conversation with it. */
export function ChatPanel({ panel, asks, models, busy, onModel, onRemove }: ChatPanelProps) {
  return (
    <Card className="flex min-w-0 flex-col">
      <div className="flex items-center gap-2 border-line border-b p-2.5">
        <Select
          aria-label={terms.model}
          value={panel.model}
          disabled={busy}
          onChange={(event) => onModel(event.target.value)}
          className="min-w-0 max-w-96 flex-1"
        >
          {[...new Set([panel.model, ...models])].map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </Select>
        {onRemove && (
          <Button variant="ghost" size="icon" disabled={busy} aria-label={words.remove(panel.model)} onClick={onRemove}>
            <X aria-hidden />
          </Button>
        )}
      </div>
      <div className="min-h-40 space-y-5 p-4 sm:p-5" role="log" aria-label={words.conversation(panel.model)}>
        {asks.length === 0 && <p className="py-8 text-center text-faint text-sm">{words.empty}</p>}
        {asks.map((ask) => {
          const answer = panel.answers.find(({ askId }) => askId === ask.id)
          return (
            <div key={ask.id} className="space-y-3">
              <AskView ask={ask} />
              {answer && <AnswerView answer={answer} />}
            </div>
          )
        })}
      </div>
    </Card>
  )
}

function AskView({ ask }: { ask: Ask }) {
  return (
    <div className="ml-auto w-fit max-w-[85%] rounded-lg bg-subtle px-3.5 py-2.5">
      <span className="sr-only">{words.you} </span>
      {ask.images.length > 0 && (
        <span className="mb-2 flex flex-wrap gap-2 last:mb-0">
          {ask.images.map((url, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the images of a sent message never change
            // biome-ignore lint/performance/noImgElement: it is in this page's memory, nothing is to be optimised
            <img key={i} src={url} alt={words.attached(i + 1)} className="max-h-40 rounded border border-line" />
          ))}
        </span>
      )}
      <span className="whitespace-pre-wrap break-words text-ink text-sm">{ask.text}</span>
    </div>
  )
}
