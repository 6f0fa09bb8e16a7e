import { Input } from "#components/ui/input"
import { Select } from "#components/ui/select"
import { Switch } from "#components/ui/switch"
import { Textarea } from "#components/ui/textarea"
import type { Setting } from "#lib/ui/api.gen"
import { settingPath } from "#lib/ui/settings"
import { settingWords } from "#lib/ui/words/settings"

interface SettingControlProps {
  setting: Setting
  text: string
  problem: string | undefined
  onChange: (text: string) => void
}

/** The control of a setting's kind, with what is wrong with what is typed. */
export function SettingControl({ setting, text, problem, onChange }: SettingControlProps) {
  const note = `${settingPath(setting)}-note`
  const hint = hintOf(setting)
  return (
    <div className="mt-3 max-w-xl">
      <Control setting={setting} text={text} invalid={problem !== undefined} onChange={onChange} note={note} />
      {(problem ?? hint) !== null && (
        <p id={note} className={problem === undefined ? "mt-1 text-faint text-xs" : "mt-1 text-danger text-xs"}>
          {problem ?? hint}
        </p>
      )}
    </div>
  )
}

interface ControlProps {
  setting: Setting
  text: string
  invalid: boolean
  note: string
  onChange: (text: string) => void
}

function Control({ setting, text, invalid, note, onChange }: ControlProps) {
  const named = {
    "aria-label": settingWords.control.label(setting.field_name),
    "aria-describedby": note,
    "aria-invalid": invalid,
  }
  if (setting.kind === "boolean")
    return (
      <span className="flex items-center gap-2 text-sm">
        <Switch {...named} checked={text === "true"} onCheckedChange={(on) => onChange(String(on))} />
        <span className="font-mono text-[0.8125rem]">{text}</span>
      </span>
    )
  if (setting.kind === "choice")
    return (
      <Select {...named} value={text} onChange={(e) => onChange(e.target.value)}>
        {setting.options.map((option) => (
          <option key={option}>{option}</option>
        ))}
      </Select>
    )
  if (setting.kind === "list" || setting.kind === "json")
    return (
      <Textarea
        {...named}
        value={text}
        rows={Math.min(16, Math.max(3, text.split("\n").length))}
        spellCheck={false}
        onChange={(e) => onChange(e.target.value)}
        className="font-mono sm:text-[0.8125rem]"
      />
    )
  return (
    <Input
      {...named}
      value={text}
      inputMode={setting.kind === "text" ? "text" : "decimal"}
      spellCheck={false}
      autoComplete="off"
      onChange={(e) => onChange(e.target.value)}
      className="font-mono sm:text-[0.8125rem]"
    />
  )
}

function hintOf({ kind, is_secret: secret, type_words: type }: Setting): string | null {
  const said = settingWords.control
  if (kind === "boolean" || kind === "choice") return null
  if (kind === "list") return said.oneInEachLine
  if (kind === "json") return secret ? said.jsonWithSecrets(type) : said.json(type)
  return secret ? said.secret : said.type(type)
}
