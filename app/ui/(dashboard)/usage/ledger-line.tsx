import { CircleCheck, TriangleAlert } from "lucide-react"
import { checkLedger } from "#lib/ui/daily-activity"
import { formatNanoExact } from "#lib/ui/nano"

/** Says whether the total on this page is the sum of the request log, to the nano-dollar. */
export function LedgerLine({ totalNano, ledgerUsd }: { totalNano: number; ledgerUsd: number | null }) {
  const check = checkLedger(totalNano, ledgerUsd)
  if (check.kind === "equal") {
    return (
      <p role="status" className="flex items-center gap-2 text-muted text-xs">
        <CircleCheck className="size-4 shrink-0 text-success" aria-hidden />
        <span>
          Equals the request log: <span className="tabular-nums">{formatNanoExact(totalNano)}</span>
        </span>
      </p>
    )
  }
  const words =
    check.kind === "unknown"
      ? "Not compared with the request log: the gateway gave no sum of it."
      : `Differs from the request log by ${formatNanoExact(Math.abs(check.differenceNano))}: it sums to ${formatNanoExact(check.ledgerNano)}, this page to ${formatNanoExact(totalNano)}. Requests of this moment may still be on their way; reload to compare again.`
  return (
    <p role="status" className="flex items-start gap-2 rounded-lg bg-warning-soft px-3 py-2 text-warning text-xs">
      <TriangleAlert className="size-4 shrink-0" aria-hidden />
      <span className="tabular-nums">{words}</span>
    </p>
  )
}
