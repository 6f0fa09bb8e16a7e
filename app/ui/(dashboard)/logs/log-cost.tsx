import { Badge } from "#components/ui/badge"
import { formatCount } from "#lib/ui/format"
import { type CostLine, costLines, unlistedNano } from "#lib/ui/log-cost"
import type { LogDetail } from "#lib/ui/log-row"
import { formatNanoExact, nanoOf } from "#lib/ui/nano"

/** The arithmetic of the cost: tokens × price, line by line, and the sum that was billed. */
export function LogCost({ log }: { log: LogDetail }) {
  const lines = costLines(log)
  const unlisted = unlistedNano(lines, nanoOf(log.spend))
  return (
    <>
      <table className="w-full text-left text-xs tabular-nums" aria-label="Tokens and cost">
        <thead className="sr-only">
          <tr>
            <th scope="col">Part</th>
            <th scope="col">Tokens × price</th>
            <th scope="col">Cost</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line key={line.label} label={line.label} sum={sumOf(line)} costNano={line.costNano} />
          ))}
          {lines.length > 0 && unlisted !== 0 && (
            <Line label={log.spend_correction === 0 ? "Other parts" : "Priced anew since"} sum="" costNano={unlisted} />
          )}
          {lines.length === 0 && (
            <tr>
              <th scope="row" className="py-1 pr-3 font-normal text-muted">
                Tokens
              </th>
              <td className="py-1 text-right text-muted" colSpan={2}>
                {formatCount(log.prompt_tokens)} in, {formatCount(log.completion_tokens)} out
              </td>
            </tr>
          )}
          <tr className="border-line border-t font-medium text-ink">
            <th scope="row" className="py-1.5 pr-3 font-medium">
              Billed
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
  return `${formatCount(line.tokens)} × ${formatNanoExact(line.nanoPerMillion)} / M`
}

function Remarks({ log }: { log: LogDetail }) {
  return (
    <ul className="mt-2 space-y-1.5 text-muted text-xs empty:hidden">
      {log.reasoning_tokens > 0 && <li>{formatCount(log.reasoning_tokens)} of the output tokens were reasoning.</li>}
      {log.metadata?.cache_hit === true && (
        <li>
          <Badge tone="success">From the cache</Badge> No provider was asked
          {typeof log.metadata.saved_cache_cost === "number" &&
            `; ${formatNanoExact(nanoOf(log.metadata.saved_cache_cost))} saved`}
          .
        </li>
      )}
      {log.estimated && (
        <li>
          <Badge tone="warning">Estimated</Badge> The provider reported no usage; the gateway counted the tokens.
        </li>
      )}
      {log.unpriced && (
        <li>
          <Badge tone="warning">No price</Badge> Set <code>input_cost_per_token</code> and{" "}
          <code>output_cost_per_token</code> in the model's <code>model_info</code> to bill it.
        </li>
      )}
    </ul>
  )
}
