import { redact } from "#lib/core/log"

/** Characters of one fact. */
export const MAX_FACT_CHARS = 500

/** A fact as it is kept: one line without control characters and known secrets; null when nothing is left, or it is too long. */
export function factText(given: unknown): string | null {
  if (typeof given !== "string") return null
  const line = redact(
    given
      .toWellFormed()
      .replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")
      .trim(),
  )
  return line === "" || line.length > MAX_FACT_CHARS ? null : line
}
