"use client"

import { ChevronRight } from "lucide-react"
import { useId } from "react"
import { Field } from "#components/form/field"
import { Button } from "#components/ui/button"
import { Card } from "#components/ui/card"
import { Input } from "#components/ui/input"
import { Select } from "#components/ui/select"
import { Textarea } from "#components/ui/textarea"
import type { ChatSettings } from "#lib/ui/playground/chat-session"
import { chatSettingsWords } from "#lib/ui/words/playground"

interface ChatSettingsViewProps {
  settings: ChatSettings
  errors: Partial<Record<keyof ChatSettings, string>>
  onChange: (change: Partial<ChatSettings>) => void
  onReset: () => void
}

const words = chatSettingsWords
const NUMBERS = ["temperature", "topP", "maxTokens", "seed"] as const

/** System prompt, parameters and tools; what is left empty is not sent. */
export function ChatSettingsView({ settings, errors, onChange, onReset }: ChatSettingsViewProps) {
  const id = useId()
  return (
    <Card>
      <details open className="group/settings">
        <summary className="flex list-none items-center justify-between px-4 py-3 font-medium text-sm [&::-webkit-details-marker]:hidden">
          <span className="flex items-center gap-1.5">
            <ChevronRight
              className="size-4 text-faint transition-transform group-open/settings:rotate-90"
              aria-hidden
            />
            {words.title}
          </span>
          <span className="font-normal text-faint text-xs">{words.note}</span>
        </summary>
        <div className="space-y-4 border-line border-t p-4">
          <Field id={`${id}-system`} label={words.system}>
            {(control) => (
              <Textarea
                {...control}
                value={settings.system}
                onChange={(event) => onChange({ system: event.target.value })}
                placeholder={words.systemPlaceholder}
              />
            )}
          </Field>
          <div className="grid grid-cols-2 gap-3">
            {NUMBERS.map((field) => (
              <Field key={field} id={`${id}-${field}`} label={words.numbers[field].label} error={errors[field]}>
                {(control) => (
                  <Input
                    {...control}
                    inputMode="decimal"
                    placeholder={words.numbers[field].placeholder}
                    value={settings[field]}
                    onChange={(event) => onChange({ [field]: event.target.value })}
                  />
                )}
              </Field>
            ))}
          </div>
          <Choices id={id} settings={settings} errors={errors} onChange={onChange} />
          <Field id={`${id}-tools`} label={words.tools} hint={words.toolsHint} error={errors.tools}>
            {(control) => (
              <Textarea
                {...control}
                spellCheck={false}
                value={settings.tools}
                onChange={(event) => onChange({ tools: event.target.value })}
                placeholder={'[{"name": "weather",\n  "parameters": {"type": "object"}}]'}
                className="font-mono text-xs"
              />
            )}
          </Field>
          <Button variant="ghost" size="sm" onClick={onReset}>
            {words.reset}
          </Button>
        </div>
      </details>
    </Card>
  )
}

function Choices({ id, settings, errors, onChange }: Omit<ChatSettingsViewProps, "onReset"> & { id: string }) {
  return (
    <>
      <Field id={`${id}-effort`} label={words.effort}>
        {(control) => (
          <Select
            {...control}
            value={settings.effort}
            onChange={(event) => onChange({ effort: event.target.value as ChatSettings["effort"] })}
          >
            <option value="">{words.effortOfModel}</option>
            {["none", "minimal", "low", "medium", "high"].map((effort) => (
              <option key={effort} value={effort}>
                {effort}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field id={`${id}-format`} label={words.format}>
        {(control) => (
          <Select
            {...control}
            value={settings.format}
            onChange={(event) => onChange({ format: event.target.value as ChatSettings["format"] })}
          >
            <option value="">{words.formats.text}</option>
            <option value="json_object">{words.formats.json}</option>
            <option value="json_schema">{words.formats.schema}</option>
          </Select>
        )}
      </Field>
      {settings.format === "json_schema" && (
        <Field id={`${id}-schema`} label={words.schema} error={errors.schema}>
          {(control) => (
            <Textarea
              {...control}
              spellCheck={false}
              value={settings.schema}
              onChange={(event) => onChange({ schema: event.target.value })}
              className="font-mono text-xs"
            />
          )}
        </Field>
      )}
    </>
  )
}
