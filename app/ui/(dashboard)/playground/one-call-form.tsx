import { Square } from "lucide-react"
import { type ReactNode, type SubmitEvent, useId } from "react"
import { Button } from "#components/ui/button"
import { Card } from "#components/ui/card"
import { Label } from "#components/ui/label"
import { Select } from "#components/ui/select"
import { formatMs } from "#lib/ui/format"
import { oneCallWords, playgroundWords } from "#lib/ui/words/playground"
import { terms } from "#lib/ui/words/terms"
import { CallFacts } from "./call-facts"
import type { OneCall } from "./use-one-call"

const words = oneCallWords

interface OneCallFormProps<T> {
  apiKey: string
  models: readonly string[]
  model: string
  onModel: (model: string) => void
  /** What the button does: "Make images". */
  action: string
  /** Something is missing that has to be filled in first. */
  incomplete: boolean
  call: OneCall<T>
  onSend: () => void
  onStop: () => void
  /** Fields besides the model. */
  fields: ReactNode
  /** What came of it. */
  result: (value: T) => ReactNode
}

/** A model, some fields, a button, and below them what came of it and what it took. */
export function OneCallForm<T>(props: OneCallFormProps<T>) {
  const { apiKey, models, model, onModel, action, incomplete, call, onSend, onStop, fields, result } = props
  const id = useId()
  const running = call.state === "running"
  const refusal = model === "" ? words.noModel : apiKey === "" ? words.noKey : null

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    if (refusal === null && !incomplete && !running) onSend()
  }

  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,22rem)_minmax(0,1fr)]">
      <form onSubmit={submit} className="space-y-4">
        <div className="space-y-1.5">
          <Label htmlFor={`${id}-model`}>{terms.model}</Label>
          <Select id={`${id}-model`} value={model} onChange={(event) => onModel(event.target.value)}>
            {models.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </Select>
        </div>
        {fields}
        <div className="flex items-center gap-3">
          {running ? (
            <Button variant="outline" onClick={onStop}>
              <Square aria-hidden />
              {playgroundWords.stop}
            </Button>
          ) : (
            <Button type="submit" disabled={incomplete || refusal !== null}>
              {action}
            </Button>
          )}
          {refusal !== null && <p className="text-faint text-xs">{refusal}</p>}
        </div>
      </form>
      <Card className="min-h-48 min-w-0 p-5" aria-live="polite" aria-busy={running}>
        <Outcome call={call} result={result} />
      </Card>
    </div>
  )
}

function Outcome<T>({ call, result }: Pick<OneCallFormProps<T>, "call" | "result">) {
  if (call.state === "failed")
    return (
      <p role="alert" className="break-words rounded-lg bg-danger-soft px-3 py-2 text-danger text-sm">
        {call.error}
      </p>
    )
  if (call.state !== "done") return <p className="py-14 text-center text-faint text-sm">{words.states[call.state]}</p>
  return (
    <div className="space-y-4">
      {result(call.value)}
      <p className="flex flex-wrap items-center gap-x-2 text-faint text-xs tabular-nums">
        {formatMs(call.durationMs)}
        <CallFacts costUsd={call.costUsd} callId={call.callId} />
      </p>
    </div>
  )
}
