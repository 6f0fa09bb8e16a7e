import type { Verified } from "./api.gen"
import { formatCount, formatDateTime } from "./format"
import { formatNanoExact } from "./nano"

/** The last check of the whole ledger, in words. */
export type VerifiedWords = { readonly kind: "never" | "agrees" | "differs"; readonly words: string }

/** What to say of a check: that everything agrees, or what does not and by how much. */
export function verifiedWords(last: Verified | null): VerifiedWords {
  if (last === null) return { kind: "never", words: "The whole ledger has not been checked yet." }
  const when = formatDateTime(last.verified_at)
  const [first] = last.differences
  if (last.ok || first === undefined) {
    const of = `${formatCount(last.requests)} requests and ${formatCount(last.entries)} other entries`
    return { kind: "agrees", words: `Verified ${when}: ${of} agree with every balance and report to the nano-dollar.` }
  }
  const by = formatNanoExact(Math.abs(Number(first.difference_nano)))
  const more = last.differences.length - 1
  const rest = more === 0 ? "" : more === 1 ? " One more sum differs." : ` ${formatCount(more)} more sums differ.`
  return { kind: "differs", words: `Checked ${when}: the ${first.what} ${first.name} is off by ${by}.${rest}` }
}
