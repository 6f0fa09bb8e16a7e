import { settingText } from "#lib/ui/settings"
import { settingsDraftWords, settingsWords } from "#lib/ui/words/settings"

interface Change {
  readonly path: string
  readonly before: unknown
  readonly after: unknown
}

/** What differs, each setting before and after. */
export function ChangeList({ changes }: { changes: readonly Change[] }) {
  if (changes.length === 0) return null
  return (
    <dl className="divide-y divide-line rounded-lg border border-line text-sm">
      {changes.map(({ path, before, after }) => (
        <div key={path} className="px-3 py-2.5">
          <dt className="font-medium font-mono text-xs [overflow-wrap:anywhere]">{path}</dt>
          <dd className="mt-1 grid gap-1 font-mono text-xs [overflow-wrap:anywhere]">
            <Value sign="−" word={settingsDraftWords.before} value={before} className="bg-danger-soft text-danger" />
            <Value
              sign="+"
              word={settingsDraftWords.after}
              value={after === "[redacted]" && before === after ? settingsDraftWords.anotherSecret : after}
              className="bg-success-soft text-success"
            />
          </dd>
        </div>
      ))}
    </dl>
  )
}

interface ValueProps {
  sign: string
  word: string
  value: unknown
  className: string
}

function Value({ sign, word, value, className }: ValueProps) {
  return (
    <span className={`block whitespace-pre-wrap rounded px-2 py-1 ${className}`}>
      <span aria-hidden>{sign} </span>
      <span className="sr-only">{word}: </span>
      {settingText(value) ?? settingsWords.notSet}
    </span>
  )
}
