"use client"

import { useState } from "react"
import { Input } from "#components/ui/input"
import { cn } from "#lib/ui/cn"

interface DateFieldProps {
  type: "date" | "datetime-local"
  /** The accessible name. */
  label: string
  value: string
  /** Called when the field is left or Enter is pressed, with what the platform writes for it ("" when emptied). */
  onCommit: (value: string) => void
  className?: string | undefined
}

/**
 * A date field that acts when it is done, not at every keystroke: on the way to 2026 the platform reports the years
 * 2, 20 and 202 as well.
 */
export function DateField({ type, label, value, onCommit, className }: DateFieldProps) {
  const [draft, setDraft] = useState<string | null>(null)

  function commit() {
    if (draft !== null && draft !== value) onCommit(draft)
    setDraft(null)
  }

  return (
    <Input
      type={type}
      aria-label={label}
      value={draft ?? value}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === "Enter" && commit()}
      className={cn("sm:w-auto", className)}
    />
  )
}
