import type { Verified } from "./api.gen"
import { formatCount, formatDateTime } from "./format"
import { formatNanoExact } from "./nano"
import { ledgerCheckWords } from "./words/ledger-check"

/** The last check of the whole ledger, in words. */
export type VerifiedWords = { readonly kind: "never" | "agrees" | "differs"; readonly words: string }

/** What to say of a check: that everything agrees, or what does not and by how much. */
export function verifiedWords(last: Verified | null): VerifiedWords {
  if (last === null) return { kind: "never", words: ledgerCheckWords.never }
  const when = formatDateTime(last.verified_at)
  const [first] = last.differences
  if (last.ok || first === undefined) {
    const [requests, entries] = [formatCount(last.requests), formatCount(last.entries)]
    return { kind: "agrees", words: ledgerCheckWords.agrees({ when, requests, entries }) }
  }
  const by = formatNanoExact(Math.abs(Number(first.difference_nano)))
  const more = last.differences.length - 1
  const differs = ledgerCheckWords.differs({ when, what: first.what, name: first.name, by })
  if (more === 0) return { kind: "differs", words: differs }
  const rest = more === 1 ? ledgerCheckWords.oneMore : ledgerCheckWords.manyMore(formatCount(more))
  return { kind: "differs", words: `${differs} ${rest}` }
}
