"use client"

import { Search } from "lucide-react"
import { Input } from "#components/ui/input"
import { cn } from "#lib/ui/cn"

interface SearchFieldProps {
  /** The accessible name, and the placeholder. */
  label: string
  value: string
  onChange: (value: string) => void
  className?: string | undefined
}

/** A search box; Escape empties it. */
export function SearchField({ label, value, onChange, className }: SearchFieldProps) {
  return (
    <span className={cn("relative block", className)}>
      <Search className="pointer-events-none absolute top-2.5 left-2.5 size-4 text-faint" aria-hidden />
      <Input
        type="search"
        maxLength={255}
        aria-label={label}
        placeholder={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && onChange("")}
        className="pl-8"
      />
    </span>
  )
}
