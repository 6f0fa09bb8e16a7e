import { CircleAlert, Info, TriangleAlert } from "lucide-react"
import type { SettingFinding } from "#lib/ui/settings"
import { configFileWords } from "#lib/ui/words/settings"

const LOOKS = {
  error: { icon: CircleAlert, className: "text-danger", word: configFileWords.severity.error },
  warning: { icon: TriangleAlert, className: "text-warning", word: configFileWords.severity.warning },
  info: { icon: Info, className: "text-muted", word: configFileWords.severity.info },
} as const

type Said = Pick<SettingFinding, "severity" | "message"> & Partial<Pick<SettingFinding, "path" | "where" | "hint">>

/** What the loader says, a line each. `whole`: with the place it is about. */
export function FindingLines({ findings, whole = false }: { findings: readonly Said[]; whole?: boolean }) {
  if (findings.length === 0) return null
  return (
    <ul className="mt-2 space-y-1 text-xs leading-relaxed">
      {findings.map((finding) => {
        const { severity, path = "", where = "", message, hint } = finding
        const place = [path === "" || where !== "stored settings" ? where : "", path].filter(Boolean).join(" ")
        const { icon: Icon, className, word } = LOOKS[severity]
        return (
          <li key={`${where} ${path} ${message}`} className={`flex items-start gap-1.5 ${className}`}>
            <Icon className="mt-0.5 size-3.5 shrink-0" aria-hidden />
            <span className="min-w-0 [overflow-wrap:anywhere]">
              <span className="sr-only">{word}: </span>
              {whole && <span className="font-mono">{place}: </span>}
              {message}
              {hint ? ` (${hint})` : ""}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
