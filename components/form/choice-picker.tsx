"use client"

import { X } from "lucide-react"
import { type KeyboardEvent, useId, useState } from "react"
import { Input } from "#components/ui/input"
import { Label } from "#components/ui/label"
import type { Choice } from "#lib/ui/choice"
import { cn } from "#lib/ui/cn"
import { choicePickerWords as words } from "#lib/ui/words/components-form"

interface ChoicePickerProps {
  label: string
  /** What the field is for, or what happens without a choice. */
  hint?: string | undefined
  placeholder: string
  value: readonly Choice[]
  onChange: (value: readonly Choice[]) => void
  /** What matches `search`. */
  options: readonly Choice[]
  search: string
  onSearch: (search: string) => void
  /** At most this many; one by default. */
  most?: number | undefined
}

/** Some of a long list, found by typing: arrows move, Enter takes, Escape closes the list. */
export function ChoicePicker({ label, hint, placeholder, value, onChange, most = 1, ...list }: ChoicePickerProps) {
  const id = useId()
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState<number | null>(null)
  const shown = list.options.filter((option) => !value.some((chosen) => chosen.id === option.id))
  // While the list for what was typed is on its way, the one before it is shown: Enter takes what was typed, not what was first.
  const typed = list.search.trim().toLowerCase()
  const first = Math.max(
    0,
    shown.findIndex(({ name }) => name.toLowerCase().includes(typed)),
  )
  const active = Math.min(at ?? first, shown.length - 1)

  function take(option: Choice) {
    onChange([...value, option].slice(-most))
    list.onSearch("")
    setOpen(false)
  }

  function onKey(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault()
      setOpen(true)
      const step = event.key === "ArrowDown" ? 1 : -1
      setAt(open ? (active + step + shown.length) % Math.max(1, shown.length) : null)
      return
    }
    const option = shown[active]
    if (event.key === "Enter" && open) {
      event.preventDefault()
      if (option) take(option)
    }
    if (event.key === "Escape") setOpen(false)
  }

  return (
    <div className="min-w-0 space-y-1.5">
      <Label htmlFor={id}>{label}</Label>
      {value.length > 0 && (
        <ChosenList label={label} value={value} onRemove={(gone) => onChange(value.filter((one) => one !== gone))} />
      )}
      {value.length < most && (
        <div className="relative">
          <Input
            id={id}
            role="combobox"
            aria-expanded={open}
            aria-controls={`${id}-list`}
            aria-autocomplete="list"
            aria-activedescendant={open && shown[active] ? `${id}-${active}` : undefined}
            aria-describedby={hint === undefined ? undefined : `${id}-hint`}
            autoComplete="off"
            placeholder={placeholder}
            value={list.search}
            onFocus={() => setAt(null)}
            onClick={() => setOpen(true)}
            onBlur={() => setOpen(false)}
            onChange={(event) => {
              list.onSearch(event.target.value)
              setAt(null)
              setOpen(true)
            }}
            onKeyDown={onKey}
          />
          <OptionList {...{ id, label, open, shown, active }} onTake={take} />
        </div>
      )}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-faint text-xs">
          {hint}
        </p>
      )}
    </div>
  )
}

interface OptionListProps {
  id: string
  label: string
  open: boolean
  shown: readonly Choice[]
  active: number
  onTake: (option: Choice) => void
}

/** In the page's flow, not above it: a dialog scrolls to it instead of cutting it off. */
function OptionList({ id, label, open, shown, active, onTake }: OptionListProps) {
  return (
    <div
      id={`${id}-list`}
      role="listbox"
      aria-label={label}
      hidden={!open}
      className="mt-1 max-h-44 overflow-y-auto rounded-md border border-line bg-raised p-1 shadow-card"
    >
      {shown.map((option, i) => (
        <div
          key={option.id}
          id={`${id}-${i}`}
          role="option"
          tabIndex={-1}
          aria-selected={i === active}
          // The press would take the focus from the field, and the list would be gone before the click.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(option)}
          onKeyDown={(event) => event.key === "Enter" && onTake(option)}
          className={cn(
            "flex cursor-default items-baseline gap-2 rounded px-2 py-1.5 text-[0.8125rem] hover:bg-hover",
            i === active && "bg-hover",
          )}
        >
          <span className="min-w-0 truncate">{option.name}</span>
          {option.note !== undefined && <span className="min-w-0 truncate text-faint text-xs">{option.note}</span>}
        </div>
      ))}
      {shown.length === 0 && <p className="px-2 py-1.5 text-faint text-xs">{words.noMatch}</p>}
    </div>
  )
}

interface ChosenListProps {
  label: string
  value: readonly Choice[]
  onRemove: (choice: Choice) => void
}

function ChosenList({ label, value, onRemove }: ChosenListProps) {
  return (
    <ul aria-label={words.chosen(label)} className="flex min-h-9 flex-wrap items-center gap-1.5">
      {value.map((choice) => (
        <li
          key={choice.id}
          className="inline-flex max-w-full items-center rounded-md border border-line bg-subtle py-1 pl-2.5 text-[0.8125rem]"
        >
          <span className="truncate">{choice.name}</span>
          <button
            type="button"
            aria-label={words.remove(choice.name)}
            onClick={() => onRemove(choice)}
            className="rounded p-1.5 text-faint hover:text-ink"
          >
            <X className="size-3.5" aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  )
}
