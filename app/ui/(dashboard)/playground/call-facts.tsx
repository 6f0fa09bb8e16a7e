import Link from "next/link"
import { withQuery } from "#lib/ui/api"
import { formatUsd } from "#lib/ui/format"
import { nanoOf } from "#lib/ui/nano"
import { playgroundWords } from "#lib/ui/words/playground"

interface CallFactsProps {
  /** Dollars; null until the log has told. */
  costUsd: number | null
  /** By which the log knows the request. */
  callId: string | null
}

/** What a request cost, and the way to it in the log. */
export function CallFacts({ costUsd, callId }: CallFactsProps) {
  return (
    <>
      {costUsd !== null && (
        <span data-testid="answer-cost" data-nano={nanoOf(costUsd)} className="text-ink">
          {formatUsd(costUsd)}
        </span>
      )}
      {callId !== null && (
        <Link
          href={withQuery("/ui/logs", { range: "all", q: callId })}
          prefetch={false}
          className="rounded underline underline-offset-4 hover:text-ink"
        >
          {playgroundWords.inTheLog}
        </Link>
      )}
    </>
  )
}
