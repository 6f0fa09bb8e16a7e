"use client"

import { KeyRound } from "lucide-react"
import { useId } from "react"
import { useVisitor } from "#components/nav/visitor-context"
import { Button } from "#components/ui/button"
import { Input } from "#components/ui/input"
import { Label } from "#components/ui/label"
import { datedAlias, useMakeKey } from "#lib/ui/make-key"
import { makesKeys } from "#lib/ui/visitor"

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
    make.mutate({ key_alias: datedAlias("Playground"), duration: LASTS }, { onSuccess: ({ key }) => onChange(key) })
  }

  return (
    <div className="space-y-1.5">
      <Label htmlFor={id}>Key</Label>
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
            Make one for an hour
          </Button>
        )}
      </div>
      <p
        id={`${id}-hint`}
        role={make.error ? "alert" : undefined}
        className={make.error ? "text-danger text-xs" : "text-faint text-xs"}
      >
        {make.error?.message ?? "It pays for what you ask here, and is kept nowhere: a reload forgets it."}
      </p>
    </div>
  )
}
