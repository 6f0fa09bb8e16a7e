import type { Setting, SettingsPlan } from "./api.gen"
import { settingsWords } from "./words/settings"

/** What a setting is to become: as typed, or what the config file says. */
export type Draft = { readonly text: string } | "reset"
export type Drafts = Readonly<Record<string, Draft>>
export type SettingFinding = SettingsPlan["findings"][number]

export const SECTION_WORDS = settingsWords.sections

export const SHOWN = ["used", "set", "changed", "all"] as const

/** Which settings are looked at. */
export interface SettingsFilter {
  readonly search: string
  /** `used`: something acts on it, or somebody has set it; `set`: not the built-in value; `changed`: from the database. */
  readonly show: (typeof SHOWN)[number]
  readonly section: Setting["config_type"] | null
}

/** `litellm_settings.cache_params.ttl` */
export const settingPath = ({ config_type: section, field_name: name }: Setting): string => `${section}.${name}`

/** The settings that match; a search looks at all, whatever else is chosen. */
export function shownSettings(all: readonly Setting[], { search, show, section }: SettingsFilter): Setting[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return all.filter((setting) => {
    if (section !== null && setting.config_type !== section) return false
    if (words.length === 0) return isShown(setting, show)
    const text = `${settingPath(setting)} ${setting.field_description ?? ""}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

function isShown({ origin, in_effect: acts }: Setting, show: SettingsFilter["show"]): boolean {
  if (show === "changed") return origin === "database"
  if (show === "set") return origin !== "default"
  return show === "all" || acts || origin !== "default"
}

/** A value as it is shown in a line; nothing is null. */
export function settingText(value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "string"))
    return value.join(", ")
  return typeof value === "string" ? value : JSON.stringify(value)
}

/** What the control begins with. A hidden secret is given anew. */
export function startText({ kind, field_value: value, options }: Setting): string {
  if (value === "[redacted]") return ""
  if (kind === "boolean") return String(value === true)
  if (kind === "choice") return typeof value === "string" ? value : (options[0] ?? "")
  if (value === null || value === undefined) return ""
  if (kind === "list" && Array.isArray(value)) return value.join("\n")
  return kind === "json" ? JSON.stringify(value, null, 2) : String(value)
}

/** What was typed → the value, or what is wrong with it. A reference to a variable may stand for anything. */
export function draftValue(
  kind: Setting["kind"],
  text: string,
): { readonly value: unknown } | { readonly problem: string } {
  const typed = text.trim()
  if (typed.startsWith("os.environ/")) return { value: typed }
  if (kind === "boolean") return { value: typed === "true" }
  if (kind === "list") return { value: lines(text) }
  if (typed === "") return { problem: settingsWords.problems.empty }
  if (kind === "text" || kind === "choice") return { value: text }
  if (kind === "json") return jsonOf(typed)
  const number = Number(typed)
  if (!Number.isFinite(number)) return { problem: settingsWords.problems.noNumber }
  return kind === "integer" && !Number.isInteger(number)
    ? { problem: settingsWords.problems.noWholeNumber }
    : { value: number }
}

const lines = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean)

function jsonOf(text: string): { readonly value: unknown } | { readonly problem: string } {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch (e) {
    return { problem: settingsWords.problems.noJson(e instanceof Error ? e.message : String(e)) }
  }
}

/** What is wrong with each draft, by path; nothing when all can be sent. */
export function draftProblems(all: readonly Setting[], drafts: Drafts): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [path, value] of values(all, drafts)) if ("problem" in value) found[path] = value.problem
  return found
}

/** The body of `POST /config/preview` and `/config/update`; null goes back to the file. */
export function changeBody(all: readonly Setting[], drafts: Drafts): Record<string, Record<string, unknown>> {
  const body: Record<string, Record<string, unknown>> = {}
  for (const [path, value, setting] of values(all, drafts)) {
    const { config_type: section, field_name: name } = setting
    if ("value" in value) body[section] = { ...body[section], [name]: value.value }
    else throw new Error(`${path} cannot be sent: ${value.problem}`)
  }
  return body
}

function values(all: readonly Setting[], drafts: Drafts) {
  return all.flatMap((setting) => {
    const path = settingPath(setting)
    const draft = drafts[path]
    if (draft === undefined || isUntouched(setting, draft)) return []
    return [[path, draft === "reset" ? { value: null } : draftValue(setting.kind, draft.text), setting] as const]
  })
}

/** Opened and left as it was: not a change. */
function isUntouched(setting: Setting, draft: Draft): boolean {
  return draft !== "reset" && setting.field_value !== "[redacted]" && draft.text === startText(setting)
}

/** How many drafts differ from what counts now. */
export const changeCount = (all: readonly Setting[], drafts: Drafts): number => values(all, drafts).length

/** What the loader says of one setting, or of something in it. */
export function findingsOf(path: string, findings: readonly SettingFinding[]): SettingFinding[] {
  return findings.filter(({ path: at }) => at === path || at.startsWith(`${path}.`) || at.startsWith(`${path}[`))
}

/** Where a value comes from, in a word or two. */
export function originWords({ origin, place, variable }: Pick<Setting, "origin" | "place" | "variable">): string {
  const words = settingsWords.origin
  if (origin === "database") return variable === null ? words.here : words.hereFrom(variable)
  if (origin === "environment") return words.environment(variable ?? "")
  if (origin === "default") return words.builtIn
  return variable === null ? (place ?? words.file) : words.placeFrom(place ?? words.file, variable)
}
