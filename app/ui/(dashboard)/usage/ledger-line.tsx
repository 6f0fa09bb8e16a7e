import { CircleCheck, TriangleAlert } from "lucide-react"
import { Phrase } from "#components/ui/phrase"
import { checkLedger } from "#lib/ui/daily-activity"
import { formatNanoExact } from "#lib/ui/nano"
import { ledgerWords } from "#lib/ui/words/usage"

/** Says whether the total on this page is the sum of the request log, to the nano-dollar. */
export function LedgerLine({ totalNano, ledgerUsd }: { totalNano: number; ledgerUsd: number | null }) {
  const check = checkLedger(totalNano, ledgerUsd)
  if (check.kind === "equal") {
    return (
      <p role="status" className="flex items-center gap-2 text-muted text-xs">
        <CircleCheck className="size-4 shrink-0 text-success" aria-hidden />
        <span>
          <Phrase
            text={ledgerWords.equal}
            parts={{ sum: <span className="tabular-nums">{formatNanoExact(totalNano)}</span> }}
          />
        </span>
      </p>
    )
  }
  const words =
    check.kind === "unknown"
      ? ledgerWords.unknown
      : ledgerWords.different(
          formatNanoExact(Math.abs(check.differenceNano)),
          formatNanoExact(check.ledgerNano),
          formatNanoExact(totalNano),
        )
  return (
    <p role="status" className="flex items-start gap-2 rounded-lg bg-warning-soft px-3 py-2 text-warning text-xs">
      <TriangleAlert className="size-4 shrink-0" aria-hidden />
      <span className="tabular-nums">{words}</span>
    </p>
  )
}
