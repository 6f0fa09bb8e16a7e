"use client"

import { useState } from "react"
import { Input } from "#components/ui/input"
import { Label } from "#components/ui/label"
import { Select } from "#components/ui/select"
import { type LogFilters, TYPED_NAMES, type TypedFilter } from "#lib/ui/log-filters"
import { moreFiltersWords as words } from "#lib/ui/words/log-filters"
import { terms } from "#lib/ui/words/terms"
import { useLogFilters } from "./use-log-filters"

const NAMES: Record<TypedFilter, string> = {
  provider: terms.provider,
  team: words.teamId,
  user: words.userId,
  customer: terms.customer,
  organization: words.organizationId,
  tag: terms.tag,
  error: words.errorCode,
}

/** What is asked for less often. A typed filter acts when its field is left or Enter is pressed. */
export function MoreFilters({ id }: { id: string }) {
  const [filters, setFilters] = useLogFilters()
  return (
    <fieldset
      id={id}
      className="grid grid-cols-2 gap-2 rounded-lg border border-line p-3 sm:grid-cols-3 lg:grid-cols-5"
    >
      <legend className="sr-only">{words.title}</legend>
      {TYPED_NAMES.map((name) => (
        <TypedField
          key={name}
          label={NAMES[name]}
          value={filters[name]}
          onCommit={(value) => void setFilters({ [name]: value.trim() || null })}
        />
      ))}
      <Labelled label={words.cache}>
        {(field) => (
          <Select
            id={field}
            value={filters.cache}
            onChange={(e) => void setFilters({ cache: e.target.value as LogFilters["cache"] })}
          >
            <option value="">{words.anyAnswer}</option>
            <option value="hit">{words.fromCache}</option>
            <option value="miss">{words.fromProvider}</option>
          </Select>
        )}
      </Labelled>
      <DollarField label={words.costFrom} value={filters.min} onCommit={(min) => void setFilters({ min })} />
      <DollarField label={words.costTo} value={filters.max} onCommit={(max) => void setFilters({ max })} />
    </fieldset>
  )
}

function Labelled({ label, children }: { label: string; children: (id: string) => React.ReactNode }) {
  const id = `filter-${label.toLowerCase().replace(/\W+/g, "-")}`
  return (
    <div className="min-w-0 space-y-1">
      <Label htmlFor={id} className="text-faint text-xs">
        {label}
      </Label>
      {children(id)}
    </div>
  )
}

interface TypedFieldProps {
  label: string
  value: string
  onCommit: (value: string) => void
  inputMode?: "decimal"
}

function TypedField({ label, value, onCommit, inputMode }: TypedFieldProps) {
  const [draft, setDraft] = useState<string | null>(null)
  function commit() {
    if (draft !== null && draft !== value) onCommit(draft)
    setDraft(null)
  }
  return (
    <Labelled label={label}>
      {(id) => (
        <Input
          id={id}
          maxLength={255}
          inputMode={inputMode}
          value={draft ?? value}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => event.key === "Enter" && commit()}
        />
      )}
    </Labelled>
  )
}

function DollarField({
  label,
  value,
  onCommit,
}: {
  label: string
  value: number | null
  onCommit: (value: number | null) => void
}) {
  return (
    <TypedField
      label={label}
      inputMode="decimal"
      value={value === null ? "" : String(value)}
      onCommit={(text) => {
        const dollars = Number(text.trim().replace(",", "."))
        onCommit(text.trim() === "" || !Number.isFinite(dollars) || dollars < 0 ? null : dollars)
      }}
    />
  )
}
