import { Lock, Pencil, Undo2, X } from "lucide-react"
import { Badge } from "#components/ui/badge"
import { Button } from "#components/ui/button"
import { Phrase } from "#components/ui/phrase"
import type { Setting } from "#lib/ui/api.gen"
import { cn } from "#lib/ui/cn"
import {
  type Draft,
  type Drafts,
  originWords,
  type SettingFinding,
  settingPath,
  settingText,
  startText,
} from "#lib/ui/settings"
import { settingsWords, settingWords } from "#lib/ui/words/settings"
import { FindingLines } from "./finding-lines"
import { SettingControl } from "./setting-control"

/** What is typed on the page, and how to change it. */
export interface Editing {
  may: boolean
  drafts: Drafts
  problems: Readonly<Record<string, string>>
  findings: readonly SettingFinding[]
  change: (path: string, draft: Draft | null) => void
}

interface SettingRowProps {
  setting: Setting
  draft: Draft | undefined
  /** What keeps the draft from being sent. */
  problem: string | undefined
  findings: readonly SettingFinding[]
  edit: Editing
}

/** A setting: its name, what it does, its value and where that comes from; below it what is typed, and what is said of it. */
export function SettingRow({ setting, draft, problem, findings, edit }: SettingRowProps) {
  const path = settingPath(setting)
  return (
    <li className={cn("px-5 py-3.5 max-sm:px-4", draft !== undefined && "bg-subtle")}>
      <div className="flex flex-wrap items-start gap-x-6 gap-y-2">
        <div className="min-w-0 flex-1 basis-72">
          <p className="flex flex-wrap items-center gap-2">
            <span className="font-medium font-mono text-[0.8125rem] [overflow-wrap:anywhere]">
              {setting.field_name}
            </span>
            <Marks setting={setting} />
          </p>
          <p className="mt-0.5 text-muted text-xs leading-relaxed">
            <WithCode text={setting.field_description ?? setting.type_words} />
          </p>
        </div>
        <div className="flex min-w-0 flex-1 basis-56 items-start justify-between gap-3">
          <Value setting={setting} />
          {edit.may && <RowButtons setting={setting} draft={draft} onChange={(next) => edit.change(path, next)} />}
        </div>
      </div>
      {draft !== undefined && draft !== "reset" && (
        <SettingControl
          setting={setting}
          text={draft.text}
          problem={problem}
          onChange={(text) => edit.change(path, { text })}
        />
      )}
      {draft === "reset" && (
        <p className="mt-2 text-muted text-xs">
          {setting.file_place === null
            ? settingWords.goesBackToBuiltIn
            : settingWords.goesBackToFile(setting.file_place)}
          {setting.file_place !== null && <span className="font-mono">: {settingText(setting.file_value) ?? "–"}</span>}
        </p>
      )}
      <FindingLines findings={findings} />
    </li>
  )
}

/** A line of the documentation: what stands between backticks is code. */
function WithCode({ text }: { text: string }) {
  const parts = text.split("`").map((part, i) => ({ part, key: `${i}`, isCode: i % 2 === 1 }))
  return parts.map(({ part, key, isCode }) =>
    isCode ? (
      <code key={key} className="rounded bg-subtle px-1 font-mono text-ink [overflow-wrap:anywhere]">
        {part}
      </code>
    ) : (
      part
    ),
  )
}

function Marks({ setting }: { setting: Setting }) {
  return (
    <>
      {!setting.in_effect && (
        <Badge tone="warning" title={settingWords.notInEffectTitle}>
          {settingWords.notInEffect}
        </Badge>
      )}
      {setting.needs_restart && <Badge title={settingWords.atNextStartTitle}>{settingWords.atNextStart}</Badge>}
      {setting.locked !== null && (
        <Badge title={settingWords.fileOnlyTitle(setting.locked)}>
          <Lock className="size-3" aria-hidden />
          {settingWords.fileOnly}
        </Badge>
      )}
    </>
  )
}

function Value({ setting }: { setting: Setting }) {
  const text = settingText(setting.field_value)
  return (
    <div className="min-w-0">
      <p className="line-clamp-3 font-mono text-[0.8125rem] [overflow-wrap:anywhere]">
        {text === null ? <span className="text-faint">{settingsWords.notSet}</span> : text}
      </p>
      <p className="mt-0.5 text-faint text-xs [overflow-wrap:anywhere]">
        {setting.origin === "database" ? <Badge tone="info">{originWords(setting)}</Badge> : originWords(setting)}
        {setting.file_place !== null && (
          <span className="ml-1.5">
            <Phrase
              text={settingWords.insteadOf}
              parts={{
                value: <span className="font-mono">{settingText(setting.file_value) ?? "–"}</span>,
                place: setting.file_place,
              }}
            />
          </span>
        )}
      </p>
    </div>
  )
}

interface RowButtonsProps {
  setting: Setting
  draft: Draft | undefined
  onChange: (draft: Draft | null) => void
}

function RowButtons({ setting, draft, onChange }: RowButtonsProps) {
  const name = setting.field_name
  if (setting.locked !== null) return null
  if (draft !== undefined)
    return (
      <Button variant="ghost" size="icon" aria-label={settingWords.leave(name)} onClick={() => onChange(null)}>
        <X aria-hidden />
      </Button>
    )
  return (
    <span className="flex shrink-0">
      {setting.origin === "database" && (
        <Button variant="ghost" size="icon" aria-label={settingWords.takeBack(name)} onClick={() => onChange("reset")}>
          <Undo2 aria-hidden />
        </Button>
      )}
      <Button
        variant="ghost"
        size="icon"
        aria-label={settingWords.change(name)}
        onClick={() => onChange({ text: startText(setting) })}
      >
        <Pencil aria-hidden />
      </Button>
    </span>
  )
}
