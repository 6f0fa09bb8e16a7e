import { formatCount, formatDateTime } from "#lib/ui/format"
import { keyLabel, type LogDetail, operationName } from "#lib/ui/log-row"
import { logDetailWords } from "#lib/ui/words/log-detail"
import { terms } from "#lib/ui/words/terms"

const words = logDetailWords.facts

/** The plain facts of a request; what is not known is left out. */
export function LogFacts({ log }: { log: LogDetail }) {
  const facts: [string, string | null][] = [
    [terms.key, keyLabel({ token: log.api_key, alias: log.key_alias })],
    [words.requestedModel, log.model_group],
    [words.answeredBy, log.model],
    [terms.provider, log.custom_llm_provider],
    [words.deployment, log.model_id],
    [words.address, log.api_base],
    [words.call, log.stream ? words.streamed(operationName(log.call_type)) : operationName(log.call_type)],
    [words.httpStatus, String(log.http_status)],
    [words.started, formatDateTime(log.startTime)],
    [words.ended, formatDateTime(log.endTime)],
    [words.cachedTokens, cachedTokens(log)],
    [terms.user, log.user],
    [terms.team, log.team_id],
    [terms.organization, log.organization_id],
    [words.endUser, log.end_user],
    [terms.tags, log.tags?.join(", ") ?? null],
    [words.clientAddress, log.requester_ip_address],
    [words.client, log.user_agent],
    [words.requestId, log.request_id],
    [words.providersRequestId, log.wire?.provider?.request_id ?? null],
    [words.callId, log.call_id === log.request_id ? null : log.call_id],
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
  return words.cached(formatCount(log.cache_read_tokens), formatCount(log.cache_write_tokens))
}
