import { formatCount, formatDateTime } from "#lib/ui/format"
import { keyLabel, type LogDetail, operationName } from "#lib/ui/log-row"

/** The plain facts of a request; what is not known is left out. */
export function LogFacts({ log }: { log: LogDetail }) {
  const facts: [string, string | null][] = [
    ["Key", keyLabel({ token: log.api_key, alias: log.key_alias })],
    ["Requested model", log.model_group],
    ["Answered by", log.model],
    ["Provider", log.custom_llm_provider],
    ["Deployment", log.model_id],
    ["Address", log.api_base],
    ["Call", `${operationName(log.call_type)}${log.stream ? ", streamed" : ""}`],
    ["HTTP status", String(log.http_status)],
    ["Started", formatDateTime(log.startTime)],
    ["Ended", formatDateTime(log.endTime)],
    ["Cached tokens", cachedTokens(log)],
    ["User", log.user],
    ["Team", log.team_id],
    ["Organization", log.organization_id],
    ["End user", log.end_user],
    ["Tags", log.tags?.join(", ") ?? null],
    ["Client address", log.requester_ip_address],
    ["Client", log.user_agent],
    ["Request id", log.request_id],
    ["Provider's request id", log.wire?.provider?.request_id ?? null],
    ["Call id", log.call_id === log.request_id ? null : log.call_id],
  ]
  return (
    <dl className="grid grid-cols-[7.5rem_1fr] gap-x-4 gap-y-1.5 text-xs">
      {facts
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-faint">{name}</dt>
            <dd className="break-words text-ink [overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
    </dl>
  )
}

function cachedTokens(log: LogDetail): string | null {
  if (log.cache_read_tokens === 0 && log.cache_write_tokens === 0) return null
  return `${formatCount(log.cache_read_tokens)} read, ${formatCount(log.cache_write_tokens)} written`
}
