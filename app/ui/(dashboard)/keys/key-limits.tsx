import { useQuery } from "@tanstack/react-query"
import { keyLimitsQuery, limitSentences } from "#lib/ui/key-limits"

/** What the configuration makes of what is left empty, and what it refuses; nothing where it says nothing. */
export function KeyLimits() {
  const { data } = useQuery(keyLimitsQuery)
  const sentences = data === undefined ? [] : limitSentences(data)
  if (sentences.length === 0) return null
  return (
    <div className="space-y-1 rounded-md bg-subtle px-3 py-2.5 text-muted text-xs leading-relaxed">
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  )
}
