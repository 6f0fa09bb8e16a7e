"use client"

import { ToggleGroup } from "radix-ui"

interface SegmentedProps<T extends string> {
  /** The accessible name: what is chosen. */
  label: string
  value: T
  options: readonly (readonly [value: T, text: string])[]
  onChange: (value: T) => void
}

/** A choice of a few, all in sight; arrow keys move between them. */
export function Segmented<T extends string>({ label, value, options, onChange }: SegmentedProps<T>) {
  return (
    <ToggleGroup.Root
      type="single"
      value={value}
      onValueChange={(next) => {
        const chosen = options.find(([option]) => option === next)
        if (chosen) onChange(chosen[0])
      }}
      aria-label={label}
      className="inline-flex h-9 items-center gap-0.5 rounded-lg border border-line bg-subtle p-0.5"
    >
      {options.map(([option, text]) => (
        <ToggleGroup.Item
          key={option}
          value={option}
          className="h-full whitespace-nowrap rounded-md px-2.5 font-medium text-muted text-xs transition-colors hover:text-ink data-[state=on]:bg-surface data-[state=on]:text-ink data-[state=on]:shadow-card dark:data-[state=on]:bg-hover"
        >
          {text}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  )
}
