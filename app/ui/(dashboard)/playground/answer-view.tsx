import { LoaderCircle, TriangleAlert, Wrench } from "lucide-react"
import { CopyButton } from "#components/ui/copy-button"
import { formatCount, formatMs } from "#lib/ui/format"
import type { Answer, ToolCall } from "#lib/ui/playground/chat-session"
import { figureWords } from "#lib/ui/words/figures"
import { chatWords } from "#lib/ui/words/playground"
import { CallFacts } from "./call-facts"

const words = chatWords.answer

/** What a model said, as text whatever it holds, and below it what that took. */
export function AnswerView({ answer }: { answer: Answer }) {
  const { text, reasoning, toolCalls, error, state } = answer
  return (
    <div className="min-w-0 space-y-2" data-state={state}>
      {reasoning !== "" && (
        <details className="rounded-lg border border-line px-3 py-2 text-muted text-xs">
          <summary className="font-medium">{words.reasoning}</summary>
          <p className="mt-2 whitespace-pre-wrap break-words">{reasoning}</p>
        </details>
      )}
      {text !== "" && <p className="whitespace-pre-wrap break-words text-ink text-sm">{text}</p>}
      {toolCalls.map((call) => (
        <ToolCallView key={call.id} call={call} />
      ))}
      {error !== null && (
        <p role="alert" className="flex gap-2 rounded-lg bg-danger-soft px-3 py-2 text-danger text-sm">
          <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
          <span className="min-w-0 break-words">{error}</span>
        </p>
      )}
      <AnswerFacts answer={answer} />
    </div>
  )
}

function ToolCallView({ call: { name, args } }: { call: ToolCall }) {
  return (
    <div className="rounded-lg border border-line bg-subtle px-3 py-2 text-xs">
      <p className="flex items-center gap-2 font-medium text-ink">
        <Wrench className="size-3.5 shrink-0 text-faint" aria-hidden />
        <span className="sr-only">{words.callsTool} </span>
        {name}
      </p>
      <pre className="mt-1.5 whitespace-pre-wrap break-all font-mono text-muted">{pretty(args)}</pre>
    </div>
  )
}

function pretty(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2)
  } catch {
    return json
  }
}

function AnswerFacts({ answer }: { answer: Answer }) {
  const { state, firstTokenMs, durationMs, promptTokens, completionTokens, costUsd, callId, text, finish } = answer
  if (state === "running")
    return (
      <p role="status" className="flex items-center gap-2 text-faint text-xs tabular-nums">
        <LoaderCircle className="size-3.5 animate-spin" aria-hidden />
        {firstTokenMs === null ? words.waiting : words.firstTokenAfter(formatMs(firstTokenMs))}
      </p>
    )
  const facts = [
    state === "stopped" ? words.stopped : "",
    finish === "length" ? words.cutOff : "",
    firstTokenMs === null ? "" : words.firstToken(formatMs(firstTokenMs)),
    durationMs === null ? "" : formatMs(durationMs),
    promptTokens === null ? "" : figureWords.inAndOut(formatCount(promptTokens), formatCount(completionTokens ?? 0)),
  ].filter(Boolean)
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-faint text-xs tabular-nums">
      {facts.join(" · ")}
      <CallFacts costUsd={costUsd} callId={callId} />
      {text !== "" && <CopyButton value={text} label={words.copy} className="-my-1.5 size-7 [&_svg]:size-3.5" />}
    </p>
  )
}
