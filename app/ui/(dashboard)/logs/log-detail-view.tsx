import type { ReactNode } from "react"
import { TimingBars } from "#components/charts/timing-bars"
import { formatCount, formatMs, formatUsd } from "#lib/ui/format"
import type { LogDetail } from "#lib/ui/log-row"
import { firstTokenMs } from "#lib/ui/log-row"
import { waterfall } from "#lib/ui/log-timing"
import { logDetailWords } from "#lib/ui/words/log-detail"
import { terms } from "#lib/ui/words/terms"
import { LogBodies } from "./log-bodies"
import { LogCost } from "./log-cost"
import { LogFacts } from "./log-facts"
import { LogReplay } from "./log-replay"
import { LogRouting } from "./log-routing"

const words = logDetailWords

/** Everything known about one request, the most asked-for first. */
export function LogDetailView({ log }: { log: LogDetail }) {
  const timing = waterfall(log)
  const mark = timing.firstTokenMs === null ? null : { label: words.firstToken, atMs: timing.firstTokenMs }
  return (
    <>
      <Figures log={log} />
      {log.error_message && <ErrorBox log={log} />}
      <Section title={words.bodies}>
        <LogBodies log={log} />
      </Section>
      <Section title={words.cost}>
        <LogCost log={log} />
      </Section>
      <Section title={words.timing}>
        <TimingBars
          bars={timing.spans}
          totalMs={timing.totalMs}
          mark={mark}
          unmarked={log.status === "success" ? words.inOnePiece : words.noToken}
        />
      </Section>
      <Section title={words.routing}>
        <LogRouting log={log} />
      </Section>
      <Section title={words.replay}>
        <LogReplay key={log.request_id} log={log} />
      </Section>
      <Section title={words.details}>
        <LogFacts log={log} />
      </Section>
    </>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-line border-t py-5" aria-label={title}>
      <h3 className="mb-3 font-medium text-ink text-sm">{title}</h3>
      {children}
    </section>
  )
}

function Figures({ log }: { log: LogDetail }) {
  const first = firstTokenMs(log)
  const figures = [
    [terms.cost, log.unpriced ? words.noPrice : formatUsd(log.spend)],
    [terms.tokens, `${formatCount(log.prompt_tokens)} → ${formatCount(log.completion_tokens)}`],
    [words.duration, formatMs(log.request_duration_ms)],
    [words.firstToken, first === null ? "–" : formatMs(first)],
  ]
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-3 py-5 sm:grid-cols-4" aria-label={words.summary}>
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt className="text-faint text-xs">{name}</dt>
          <dd className="mt-0.5 font-medium text-base text-ink tabular-nums tracking-tight">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function ErrorBox({ log }: { log: LogDetail }) {
  return (
    <section aria-label={words.error} className="mb-5 rounded-lg bg-danger-soft px-4 py-3">
      <h3 className="font-medium text-danger text-sm">
        {log.http_status}
        {log.error_code && ` ${log.error_code}`}
      </h3>
      <p className="mt-1 whitespace-pre-wrap break-words text-ink text-sm">{log.error_message}</p>
    </section>
  )
}
