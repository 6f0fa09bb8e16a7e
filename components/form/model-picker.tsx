"use client"

import { Check, Plus, X } from "lucide-react"
import { Checkbox } from "radix-ui"
import { useId, useState } from "react"
import { Input } from "#components/ui/input"
import { Phrase } from "#components/ui/phrase"
import { cn } from "#lib/ui/cn"
import { modelFieldsWords as words } from "#lib/ui/words/components-form"

interface ModelPickerProps {
  /** The accessible name of the list. */
  label: string
  value: readonly string[]
  options: readonly string[]
  onChange: (value: readonly string[]) => void
  invalid?: boolean | undefined
  describedBy?: string | undefined
}

/** Several of the models there are, and patterns such as `openai/*` typed into the filter. */
export function ModelPicker({ label, value, options, onChange, invalid, describedBy }: ModelPickerProps) {
  const [filter, setFilter] = useState("")
  const typed = filter.trim()
  const known = [...new Set([...value.filter((name) => !options.includes(name)), ...options])]
  const shown = known.filter((name) => name.toLowerCase().includes(typed.toLowerCase()))
  const isNew = typed !== "" && !known.includes(typed)

  function add() {
    onChange([...value, typed])
    setFilter("")
  }

  return (
    <div className={cn("rounded-md border border-field", invalid && "border-danger")}>
      {value.length > 0 && <Chosen value={value} onChange={onChange} />}
      <Input
        aria-label={words.filter(label)}
        aria-describedby={describedBy}
        placeholder={words.filterPlaceholder}
        value={filter}
        onChange={(event) => setFilter(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return
          event.preventDefault()
          if (isNew) add()
        }}
        className="rounded-b-none border-0 border-line border-b bg-transparent hover:border-line"
      />
      <fieldset aria-label={label} className="max-h-44 overflow-y-auto p-1">
        {shown.map((name) => (
          <Option
            key={name}
            name={name}
            checked={value.includes(name)}
            onToggle={(on) => onChange(on ? [...value, name] : value.filter((chosen) => chosen !== name))}
          />
        ))}
        {isNew && (
          <button
            type="button"
            onClick={add}
            className="flex w-full items-center gap-2.5 rounded px-2 py-1.5 text-left text-[0.8125rem] hover:bg-hover focus-visible:-outline-offset-2"
          >
            <Plus className="size-4 shrink-0 text-faint" aria-hidden />
            <span className="min-w-0 break-all">
              <Phrase text={words.allow} parts={{ pattern: <span className="font-mono">{typed}</span> }} />
            </span>
          </button>
        )}
        {shown.length === 0 && !isNew && <p className="px-2 py-1.5 text-faint text-xs">{words.noModels}</p>}
      </fieldset>
    </div>
  )
}

interface OptionProps {
  name: string
  checked: boolean
  onToggle: (on: boolean) => void
}

function Option({ name, checked, onToggle }: OptionProps) {
  const id = useId()
  return (
    <div className="flex items-center rounded px-2 hover:bg-hover">
      <Checkbox.Root
        id={id}
        checked={checked}
        onCheckedChange={(on) => onToggle(on === true)}
        className="grid size-4 shrink-0 place-items-center rounded border border-field bg-surface data-[state=checked]:border-primary data-[state=checked]:bg-primary"
      >
        <Checkbox.Indicator>
          <Check className="size-3 text-on-primary" strokeWidth={3} aria-hidden />
        </Checkbox.Indicator>
      </Checkbox.Root>
      <label htmlFor={id} className="min-w-0 flex-1 cursor-pointer break-all py-1.5 pl-2.5 text-[0.8125rem]">
        {name}
      </label>
    </div>
  )
}

function Chosen({ value, onChange }: Pick<ModelPickerProps, "value" | "onChange">) {
  return (
    <ul aria-label={words.chosen} className="flex max-h-24 flex-wrap gap-1 overflow-y-auto border-line border-b p-2">
      {value.map((name) => (
        <li key={name} className="inline-flex max-w-full items-center rounded bg-subtle pl-2 text-xs">
          <span className="truncate">{name}</span>
          <button
            type="button"
            aria-label={words.remove(name)}
            onClick={() => onChange(value.filter((chosen) => chosen !== name))}
            className="rounded p-1 text-faint hover:text-ink"
          >
            <X className="size-3" aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  )
}
