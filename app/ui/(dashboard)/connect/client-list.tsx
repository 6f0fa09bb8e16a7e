"use client"

import { RadioGroup } from "radix-ui"
import { useId } from "react"
import { Select } from "#components/ui/select"
import type { Snippet } from "#lib/ui/snippets/snippet"
import { connectWords } from "#lib/ui/words/connect"

interface ClientListProps {
  snippets: readonly Snippet[]
  chosen: string
  onChoose: (id: string) => void
}

const KINDS = [
  ["agent", connectWords.kinds.agent],
  ["code", connectWords.kinds.code],
] as const

/** The clients there are: a list beside the text, on a phone a select above it. */
export function ClientList({ snippets, chosen, onChoose }: ClientListProps) {
  const id = useId()
  return (
    <>
      <Select
        aria-label={connectWords.client}
        value={chosen}
        onChange={(event) => onChoose(event.target.value)}
        className="md:hidden"
      >
        {KINDS.map(([kind, words]) => (
          <optgroup key={kind} label={words}>
            {snippets
              .filter((snippet) => snippet.kind === kind)
              .map((snippet) => (
                <option key={snippet.id} value={snippet.id}>
                  {snippet.label}
                </option>
              ))}
          </optgroup>
        ))}
      </Select>
      <RadioGroup.Root
        aria-label={connectWords.client}
        value={chosen}
        onValueChange={onChoose}
        className="space-y-4 max-md:hidden"
      >
        {KINDS.map(([kind, words]) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset would be announced as another group of fields
          <div key={kind} role="group" aria-labelledby={`${id}-${kind}`}>
            <p id={`${id}-${kind}`} className="mb-1 px-2.5 font-medium text-[0.6875rem] text-faint">
              {words}
            </p>
            {snippets
              .filter((snippet) => snippet.kind === kind)
              .map((snippet) => (
                <RadioGroup.Item
                  key={snippet.id}
                  value={snippet.id}
                  className="block h-8 w-full rounded-md px-2.5 text-left text-[0.8125rem] text-muted transition-colors hover:bg-subtle hover:text-ink data-[state=checked]:bg-hover data-[state=checked]:font-medium data-[state=checked]:text-ink"
                >
                  {snippet.label}
                </RadioGroup.Item>
              ))}
          </div>
        ))}
      </RadioGroup.Root>
    </>
  )
}
