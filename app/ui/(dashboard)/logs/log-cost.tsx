import { Badge } from "#components/ui/badge"
import { Phrase } from "#components/ui/phrase"
import { formatCount } from "#lib/ui/format"
import { type CostLine, costLines, unlistedNano } from "#lib/ui/log-cost"
import type { LogDetail } from "#lib/ui/log-row"
import { formatNanoExact, nanoOf } from "#lib/ui/nano"
import { logCostWords } from "#lib/ui/words/log-detail"
import { terms } from "#lib/ui/words/terms"

const words = logCostWords

/** The arithmetic of the cost: tokens × price, line by line, and the sum that was billed. */
export function LogCost({ log }: { log: LogDetail }) {
  const lines = costLines(log)
  const unlisted = unlistedNano(lines, nanoOf(log.spend))
  return (
    <>
      <table className="w-full text-left text-xs tabular-nums" aria-label={words.label}>
        <thead className="sr-only">
          <tr>
            <th scope="col">{words.part}</th>
            <th scope="col">{words.tokensTimesPrice}</th>
            <th scope="col">{terms.cost}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line key={line.label} label={line.label} sum={sumOf(line)} costNano={line.costNano} />
          ))}
          {lines.length > 0 && unlisted !== 0 && (
            <Line label={log.spend_correction === 0 ? words.otherParts : words.repriced} sum="" costNano={unlisted} />
          )}
          {lines.length === 0 && (
            <tr>
              <th scope="row" className="py-1 pr-3 font-normal text-muted">
                {terms.tokens}
              </th>
              <td className="py-1 text-right text-muted" colSpan={2}>
                {words.inAndOut(formatCount(log.prompt_tokens), formatCount(log.completion_tokens))}
              </td>
            </tr>
          )}
          <tr className="border-line border-t font-medium text-ink">
            <th scope="row" className="py-1.5 pr-3 font-medium">
              {words.billed}
            </th>
            <td />
            <td className="py-1.5 text-right">{formatNanoExact(nanoOf(log.spend))}</td>
          </tr>
        </tbody>
      </table>
      <Remarks log={log} />
    </>
  )
}

function Line({ label, sum, costNano }: { label: string; sum: string; costNano: number }) {
  return (
    <tr>
      <th scope="row" className="py-1 pr-3 font-normal text-muted first-letter:uppercase">
        {label}
      </th>
      <td className="py-1 pr-3 text-right text-muted">{sum}</td>
      <td className="py-1 text-right text-ink">{formatNanoExact(costNano)}</td>
    </tr>
  )
}

function sumOf(line: CostLine): string {
  return words.sum(formatCount(line.tokens), formatNanoExact(line.nanoPerMillion))
}

const PRICE_NAMES = {
  input: <code>input_cost_per_token</code>,
  output: <code>output_cost_per_token</code>,
  info: <code>model_info</code>,
}

function Remarks({ log }: { log: LogDetail }) {
  return (
    <ul className="mt-2 space-y-1.5 text-muted text-xs empty:hidden">
      {log.reasoning_tokens > 0 && <li>{words.reasoningTokens(formatCount(log.reasoning_tokens))}</li>}
      {log.metadata?.cache_hit === true && (
        <li>
          <Badge tone="success">{words.fromCache}</Badge>{" "}
          {typeof log.metadata.saved_cache_cost === "number"
            ? words.noProviderSaved(formatNanoExact(nanoOf(log.metadata.saved_cache_cost)))
            : words.noProvider}
        </li>
      )}
      {log.estimated && (
        <li>
          <Badge tone="warning">{words.estimated}</Badge> {words.estimatedText}
        </li>
      )}
      {log.unpriced && (
        <li>
          <Badge tone="warning">{words.noPrice}</Badge> <Phrase text={words.noPriceText} parts={PRICE_NAMES} />
        </li>
      )}
    </ul>
  )
}
