"use client"

import { RadioGroup } from "radix-ui"

interface SegmentedProps<T extends string> {
  /** The accessible name: what is chosen. */
  label: string
  value: T
  options: readonly (readonly [value: T, text: string])[]
  onChange: (value: T) => void
}

/** A choice of a few, all in sight; arrow keys choose the next. */
export function Segmented<T extends string>({ label, value, options, onChange }: SegmentedProps<T>) {
  return (
    <RadioGroup.Root
      value={value}
      onValueChange={(next) => {
        const chosen = options.find(([option]) => option === next)
        if (chosen) onChange(chosen[0])
      }}
      orientation="horizontal"
      aria-label={label}
      className="inline-flex h-9 max-w-full items-center overflow-x-auto gap-0.5 rounded-lg border border-line bg-subtle p-0.5"
    >
      {options.map(([option, text]) => (
        <RadioGroup.Item
          key={option}
          value={option}
          className="h-full whitespace-nowrap rounded-md px-2.5 font-medium text-muted text-xs transition-colors hover:text-ink data-[state=checked]:bg-surface data-[state=checked]:text-ink data-[state=checked]:shadow-card dark:data-[state=checked]:bg-hover"
        >
          {text}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  )
}
