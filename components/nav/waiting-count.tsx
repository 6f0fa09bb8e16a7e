import { useQuery } from "@tanstack/react-query"
import { decidesRequests } from "#lib/ui/visitor"
import { waitingRequestsQuery, waitingText, waitingWords } from "#lib/ui/waiting-requests"
import { useVisitor } from "./visitor-context"

/** How many requests wait for the visitor, at the end of their link; nothing for those who decide on none. */
export function WaitingCount() {
  const enabled = decidesRequests(useVisitor())
  const { data: count = 0 } = useQuery({ ...waitingRequestsQuery, enabled })
  if (count === 0) return null
  return (
    <span
      className="ml-auto rounded-full bg-accent-soft px-1.5 font-medium text-[0.6875rem] text-accent tabular-nums leading-4.5"
      data-testid="waiting-requests"
    >
      <span aria-hidden>{waitingText(count)}</span>
      <span className="sr-only">{waitingWords(count)}</span>
    </span>
  )
}
