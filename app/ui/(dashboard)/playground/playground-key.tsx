"use client"

import { KeyRound } from "lucide-react"
import { useId } from "react"
import { useVisitor } from "#components/nav/visitor-context"
import { Button } from "#components/ui/button"
import { Input } from "#components/ui/input"
import { Label } from "#components/ui/label"
import { datedAlias, useMakeKey } from "#lib/ui/make-key"
import { makesKeys } from "#lib/ui/visitor"
import { playgroundWords } from "#lib/ui/words/playground"
import { terms } from "#lib/ui/words/terms"

const LASTS = "1h"

interface PlaygroundKeyProps {
  value: string
  onChange: (key: string) => void
}

/** The key that asks: pasted, or made for an hour. It stays in this page's memory and goes with it. */
export function PlaygroundKey({ value, onChange }: PlaygroundKeyProps) {
  const id = useId()
  const makes = makesKeys(useVisitor())
  const make = useMakeKey()

  function create() {
    make.mutate(
      { key_alias: datedAlias(playgroundWords.title), duration: LASTS },
      { onSuccess: ({ key }) => onChange(key) },
    )
  }

  return (
    <div className="space-y-1.5">
      <Label htmlFor={id}>{terms.key}</Label>
      <div className="flex flex-wrap gap-2">
        <Input
          id={id}
          type="password"
          autoComplete="off"
          spellCheck={false}
          maxLength={500}
          placeholder="sk-…"
          value={value}
          onChange={(event) => onChange(event.target.value)}
          aria-describedby={`${id}-hint`}
          className="w-full font-mono sm:w-80"
        />
        {makes && (
          <Button variant="outline" loading={make.isPending} onClick={create}>
            {!make.isPending && <KeyRound aria-hidden />}
            {playgroundWords.key.make}
          </Button>
        )}
      </div>
      <p
        id={`${id}-hint`}
        role={make.error ? "alert" : undefined}
        className={make.error ? "text-danger text-xs" : "text-faint text-xs"}
      >
        {make.error?.message ?? playgroundWords.key.hint}
      </p>
    </div>
  )
}
