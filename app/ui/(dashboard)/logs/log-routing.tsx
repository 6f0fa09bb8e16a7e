import { Badge } from "#components/ui/badge"
import { formatPercent } from "#lib/ui/format"
import type { LogDetail, RoutingCandidate, RoutingNote } from "#lib/ui/log-row"
import { LOCALE } from "#lib/ui/words/locale"
import { logRoutingWords } from "#lib/ui/words/log-routing"
import { LogAttempts } from "./log-attempts"

const words = logRoutingWords

/** Why it went where it went: what was considered, by what it was chosen, and each try. */
export function LogRouting({ log }: { log: LogDetail }) {
  const notes = log.metadata?.routing ?? []
  const attempts = log.metadata?.attempts?.length ?? 0
  const groups = new Set(notes.map((note) => note.model_group))
  return (
    <div className="space-y-5">
      <p className="text-muted text-sm">{why(log, notes, { attempts, groups: groups.size })}</p>
      {notes.map((note, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: notes have an order and no other identity
        <Choice key={i} note={note} />
      ))}
      {!log.cache_hit && <LogAttempts log={log} />}
    </div>
  )
}

function why(
  log: LogDetail,
  notes: readonly RoutingNote[],
  { attempts, groups }: { attempts: number; groups: number },
) {
  if (log.cache_hit) return words.fromCache
  const parts = []
  if (notes.length === 0 && attempts > 0) parts.push(words.onlyOne)
  if (attempts > 1) parts.push(words.tries(attempts))
  if (groups > 1) parts.push(words.fellBack(groups - 1))
  return parts.join(" ")
}

function Choice({ note }: { note: RoutingNote }) {
  return (
    <div className="rounded-lg border border-line">
      <p className="border-line border-b px-3 py-2 text-xs">
        <span className="font-medium text-ink">{note.model_group}</span>{" "}
        <span className="text-muted">{words.chosenBy(note.strategy, note.compares)}</span>
      </p>
      <ul className="divide-y divide-line text-xs" aria-label={words.candidatesOf(note.model_group)}>
        {note.candidates.map((candidate) => (
          <Candidate
            key={candidate.model_id}
            candidate={candidate}
            chosen={candidate.model_id === note.chosen}
            compares={note.compares}
          />
        ))}
      </ul>
    </div>
  )
}

interface CandidateProps {
  candidate: RoutingCandidate
  chosen: boolean
  compares: string
}

function Candidate({ candidate, chosen, compares }: CandidateProps) {
  const { provider, model, verdict, detail, figure, chance, until } = candidate
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
      <span className="min-w-0 truncate text-ink">
        {provider} · {model}
      </span>
      <Badge tone={chosen ? "success" : "neutral"}>{chosen ? words.chosen : verdict.replaceAll("_", " ")}</Badge>
      <span className="ml-auto text-muted tabular-nums">
        {typeof figure === "number" && `${compares}: ${Number(figure.toPrecision(4))}`}
        {typeof chance === "number" && ` · ${words.chance(formatPercent(chance))}`}
      </span>
      {(detail || until) && (
        <span className="w-full text-faint">
          {detail}
          {until && ` ${words.until(new Date(until).toLocaleTimeString(LOCALE, { hourCycle: "h23" }))}`}
        </span>
      )}
    </li>
  )
}
