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

interface ChatSettingsViewProps {
  settings: ChatSettings
  errors: Partial<Record<keyof ChatSettings, string>>
  onChange: (change: Partial<ChatSettings>) => void
  onReset: () => void
}

const NUMBERS = [
  ["temperature", "Temperature", "0 to 2"],
  ["topP", "Top p", "0 to 1"],
  ["maxTokens", "Max tokens", "of the answer"],
  ["seed", "Seed", "an integer"],
] as const

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
            Settings
          </span>
          <span className="font-normal text-faint text-xs">empty ones are not sent</span>
        </summary>
        <div className="space-y-4 border-line border-t p-4">
          <Field id={`${id}-system`} label="System prompt">
            {(control) => (
              <Textarea
                {...control}
                value={settings.system}
                onChange={(event) => onChange({ system: event.target.value })}
                placeholder="You are …"
              />
            )}
          </Field>
          <div className="grid grid-cols-2 gap-3">
            {NUMBERS.map(([field, label, placeholder]) => (
              <Field key={field} id={`${id}-${field}`} label={label} error={errors[field]}>
                {(control) => (
                  <Input
                    {...control}
                    inputMode="decimal"
                    placeholder={placeholder}
                    value={settings[field]}
                    onChange={(event) => onChange({ [field]: event.target.value })}
                  />
                )}
              </Field>
            ))}
          </div>
          <Choices id={id} settings={settings} errors={errors} onChange={onChange} />
          <Field
            id={`${id}-tools`}
            label="Tools"
            hint="Functions the model may call. Calls are shown, not run."
            error={errors.tools}
          >
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
            Reset
          </Button>
        </div>
      </details>
    </Card>
  )
}

function Choices({ id, settings, errors, onChange }: Omit<ChatSettingsViewProps, "onReset"> & { id: string }) {
  return (
    <>
      <Field id={`${id}-effort`} label="Reasoning effort">
        {(control) => (
          <Select
            {...control}
            value={settings.effort}
            onChange={(event) => onChange({ effort: event.target.value as ChatSettings["effort"] })}
          >
            <option value="">As the model has it</option>
            {["none", "minimal", "low", "medium", "high"].map((effort) => (
              <option key={effort} value={effort}>
                {effort}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field id={`${id}-format`} label="Answer as">
        {(control) => (
          <Select
            {...control}
            value={settings.format}
            onChange={(event) => onChange({ format: event.target.value as ChatSettings["format"] })}
          >
            <option value="">Text</option>
            <option value="json_object">JSON</option>
            <option value="json_schema">JSON by a schema</option>
          </Select>
        )}
      </Field>
      {settings.format === "json_schema" && (
        <Field id={`${id}-schema`} label="Schema" error={errors.schema}>
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
