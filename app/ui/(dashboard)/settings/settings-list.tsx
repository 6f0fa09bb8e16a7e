import { SearchX } from "lucide-react"
import { Button } from "#components/ui/button"
import { Card } from "#components/ui/card"
import { EmptyState } from "#components/ui/empty-state"
import type { Setting } from "#lib/ui/api.gen"
import { findingsOf, SECTION_WORDS, settingPath } from "#lib/ui/settings"
import { settingsWords } from "#lib/ui/words/settings"
import { type Editing, SettingRow } from "./setting-row"

interface SettingsListProps {
  rows: readonly Setting[]
  edit: Editing
  onClear: () => void
}

/** The settings, a card for each section of the file. */
export function SettingsList({ rows, edit, onClear }: SettingsListProps) {
  if (rows.length === 0)
    return (
      <Card>
        <EmptyState
          icon={SearchX}
          title={settingsWords.none.title}
          description={settingsWords.none.description}
          action={<Button onClick={onClear}>{settingsWords.none.showAll}</Button>}
        />
      </Card>
    )
  const sections = Object.keys(SECTION_WORDS) as (keyof typeof SECTION_WORDS)[]
  return (
    <div className="space-y-6">
      {sections.map((section) => {
        const own = rows.filter((setting) => setting.config_type === section)
        if (own.length === 0) return null
        return (
          <section key={section} aria-labelledby={section}>
            <h2 id={section} className="mb-2 flex flex-wrap items-baseline gap-x-3 font-medium text-sm">
              <span className="font-mono">{section}</span>
              <span className="font-normal text-faint text-xs">{SECTION_WORDS[section]}</span>
            </h2>
            <Card className="overflow-hidden">
              <ul className="divide-y divide-line">
                {own.map((setting) => {
                  const path = settingPath(setting)
                  return (
                    <SettingRow
                      key={path}
                      setting={setting}
                      draft={edit.drafts[path]}
                      problem={edit.problems[path]}
                      findings={findingsOf(path, edit.findings)}
                      edit={edit}
                    />
                  )
                })}
              </ul>
            </Card>
          </section>
        )
      })}
    </div>
  )
}
