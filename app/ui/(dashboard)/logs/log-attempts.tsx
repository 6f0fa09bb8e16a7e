import { Badge } from "#components/ui/badge"
import { formatMs } from "#lib/ui/format"
import type { LogAttempt, LogDetail } from "#lib/ui/log-row"
import { attemptFailed } from "#lib/ui/log-timing"
import { logRoutingWords } from "#lib/ui/words/log-routing"

/** Each call to a provider, in order: where, how long, and why it was not the last. */
export function LogAttempts({ log }: { log: LogDetail }) {
  const attempts = log.metadata?.attempts ?? []
  if (attempts.length === 0) return <p className="text-muted text-sm">{logRoutingWords.noAttempt}</p>
  return (
    <ol className="space-y-3 text-sm">
      {attempts.map((attempt, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: attempts have an order and no other identity
        <li key={i} className="flex gap-3">
          <span className="grid size-5 shrink-0 place-items-center rounded-full bg-subtle text-faint text-xs tabular-nums">
            {i + 1}
          </span>
          <Attempt attempt={attempt} />
        </li>
      ))}
    </ol>
  )
}

function Attempt({ attempt }: { attempt: LogAttempt }) {
  const failed = attemptFailed(attempt)
  return (
    <div className="min-w-0 flex-1">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="truncate">
          {[attempt.provider, attempt.model].filter(Boolean).join(" · ") || logRoutingWords.unknownDeployment}
        </span>
        <Badge tone={failed ? "danger" : "success"}>
          {attempt.status ?? (failed ? logRoutingWords.attemptFailed : logRoutingWords.attemptOk)}
        </Badge>
        {typeof attempt.duration_ms === "number" && (
          <span className="ml-auto text-muted text-xs tabular-nums">{formatMs(attempt.duration_ms)}</span>
        )}
      </div>
      {attempt.error && <p className="mt-1 whitespace-pre-wrap break-words text-danger text-xs">{attempt.error}</p>}
      {attempt.model_id && <p className="mt-0.5 truncate font-mono text-faint text-xs">{attempt.model_id}</p>}
    </div>
  )
}
