"use client"

import { useState } from "react"
import { Segmented } from "#components/data-table/segmented"
import { CodeBlock } from "#components/ui/code-block"
import { cn } from "#lib/ui/cn"
import type { LogDetail } from "#lib/ui/log-row"
import { type DiffLine, textDiff } from "#lib/ui/text-diff"
import { bodyChanges, type Change, type WireBody, wireBodies } from "#lib/ui/wire-bodies"
import { logWireWords } from "#lib/ui/words/log-detail"

const words = logWireWords
const VIEWS = [
  ["client_in", words.clientIn],
  ["provider_out", words.providerOut],
  ["provider_in", words.providerIn],
  ["client_out", words.clientOut],
  ["asked", words.diffAsked],
  ["answered", words.diffAnswered],
] as const
type View = (typeof VIEWS)[number][0]

/** The four bodies as they went over the wire, and what the gateway did to question and answer on the way. */
export function LogWire({ log }: { log: LogDetail }) {
  const [view, setView] = useState<View>("client_in")
  const [clientIn, providerOut, providerIn, clientOut] = wireBodies(log)
  const body = [clientIn, providerOut, providerIn, clientOut].find((each) => each?.id === view)
  return (
    <div className="space-y-3">
      <Segmented label={words.body} value={view} options={VIEWS} onChange={setView} />
      {view === "asked" && <Difference before={clientIn} after={providerOut} label={words.askedChanges} />}
      {view === "answered" && <Difference before={providerIn} after={clientOut} label={words.answeredChanges} />}
      {body && <Body body={body} log={log} />}
    </div>
  )
}

function Body({ body, log }: { body: WireBody; log: LogDetail }) {
  const { provider } = log.wire ?? { provider: null }
  if (body.text === null) return <p className="text-muted text-sm">{missing(body, log)}</p>
  return (
    <>
      {body.id === "provider_out" && provider && <Line>{words.posted(provider.url)}</Line>}
      {body.id === "provider_in" && provider && (
        <Line>
          {words.status(provider.status)}
          {provider.request_id && ` · ${words.requestId(provider.request_id)}`}
        </Line>
      )}
      <CodeBlock
        code={body.text}
        label={body.title}
        wrap
        className="[&>section]:max-h-112 [&>section]:overflow-y-auto"
      />
    </>
  )
}

function Line({ children }: { children: React.ReactNode }) {
  return <p className="font-mono text-muted text-xs [overflow-wrap:anywhere]">{children}</p>
}

function missing({ id }: WireBody, log: LogDetail): string {
  const ofProvider = id === "provider_out" || id === "provider_in"
  if (ofProvider && log.cache_hit) return words.fromCache
  if (ofProvider && log.wire === null) return words.noProviderBodies
  if (ofProvider && log.wire?.provider === null) return words.noProvider
  return words.sideNotStored
}

const KINDS: Record<Change["kind"], string> = {
  dropped: words.dropped,
  added: words.added,
  changed: words.changed,
}

function Difference({
  before,
  after,
  label,
}: {
  before?: WireBody | undefined
  after?: WireBody | undefined
  label: string
}) {
  const [a, b] = [before?.text ?? null, after?.text ?? null]
  if (a === null || b === null) return <p className="text-muted text-sm">{words.oneSideMissing}</p>
  const changes = bodyChanges(a, b)
  if (a === b) return <p className="text-muted text-sm">{words.same}</p>
  return (
    <>
      {changes && changes.length > 0 && (
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-xs" aria-label={label}>
          {(["dropped", "added", "changed"] as const).map((kind) => {
            const paths = changes.filter((change) => change.kind === kind).map((change) => change.path)
            return paths.length === 0 ? null : (
              <div key={kind} className="contents">
                <dt className="text-faint">{KINDS[kind]}</dt>
                <dd className="font-mono text-ink [overflow-wrap:anywhere]">{paths.join(", ")}</dd>
              </div>
            )
          })}
        </dl>
      )}
      <DiffLines lines={textDiff(a, b)} label={label} />
    </>
  )
}

const DIFF_BOX =
  "max-h-112 overflow-auto rounded-lg border border-line bg-subtle py-2 font-mono text-xs leading-relaxed"
const MARKS: Record<DiffLine["kind"], string> = { same: " ", gone: "−", new: "+" }
const SPOKEN: Record<DiffLine["kind"], string> = { same: "", gone: words.lineRemoved, new: words.lineAdded }

function DiffLines({ lines, label }: { lines: readonly DiffLine[]; label: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
    <section tabIndex={0} aria-label={words.lineByLine(label)} className={DIFF_BOX}>
      {lines.map((line, i) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have an order and no other identity
          key={i}
          className={cn(
            "flex gap-2 whitespace-pre-wrap px-3 text-ink [overflow-wrap:anywhere]",
            line.kind === "gone" && "bg-danger-soft",
            line.kind === "new" && "bg-success-soft",
          )}
        >
          <span aria-hidden className="select-none text-muted">
            {MARKS[line.kind]}
          </span>
          <span>
            <span className="sr-only">{SPOKEN[line.kind]}</span>
            {line.text}
          </span>
        </div>
      ))}
    </section>
  )
}
