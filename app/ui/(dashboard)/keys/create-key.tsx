"use client"

import { Plus } from "lucide-react"
import { useRef, useState } from "react"
import { useVisitor } from "#components/nav/visitor-context"
import { Button } from "#components/ui/button"
import {
  Dialog,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from "#components/ui/dialog"
import type { KeyGenerateOutput } from "#lib/ui/api.gen"
import { bodyOf, choiceOf, EMPTY_KEY_FORM, type KeyForm } from "#lib/ui/key-form"
import { makesKeys } from "#lib/ui/visitor"
import { keyFormWords as words } from "#lib/ui/words/keys"
import { KeyCreated } from "./key-created"
import { KeyFormView } from "./key-form"
import { KeyLimits } from "./key-limits"
import { useCreateKey } from "./queries"
import { useCreating, useNewOwner } from "./use-key-filters"

/** The button, the form behind it, and then the new key, shown this once. Stands outside the list, which comes and goes. */
export function CreateKey() {
  const makes = makesKeys(useVisitor())
  const [open, setOpen] = useCreating()
  const [created, setCreated] = useState<KeyGenerateOutput | null>(null)
  const create = useCreateKey()
  const [owner, setOwner] = useNewOwner()
  const initial = { ...EMPTY_KEY_FORM, team: choiceOf(owner.team), user: choiceOf(owner.user) }
  const button = useRef<HTMLButtonElement>(null)

  function change(opens: boolean) {
    if (opens) create.reset()
    void setOpen(opens || null)
    if (!opens) void setOwner(null)
  }

  function submit(form: KeyForm) {
    create.mutate(bodyOf(form), {
      onSuccess: (key) => {
        setCreated(key)
        change(false)
      },
    })
  }

  if (!makes) return null
  return (
    <>
      <Dialog open={open} onOpenChange={change}>
        <DialogTrigger asChild>
          <Button ref={button}>
            <Plus aria-hidden />
            {words.create}
          </Button>
        </DialogTrigger>
        <DialogContent>
          <DialogHeader>
            <DialogTitle>{words.create}</DialogTitle>
            <DialogDescription>{words.createDescription}</DialogDescription>
          </DialogHeader>
          <KeyLimits />
          <KeyFormView initial={initial} error={create.error} onSubmit={submit}>
            <DialogFooter>
              <DialogClose asChild>
                <Button variant="outline">{words.cancel}</Button>
              </DialogClose>
              <Button type="submit" loading={create.isPending}>
                {words.create}
              </Button>
            </DialogFooter>
          </KeyFormView>
        </DialogContent>
      </Dialog>
      {created && (
        <KeyCreated
          title={created.key_alias === null ? words.createdNameless : words.created(created.key_alias)}
          apiKey={created.key}
          models={created.models}
          onDone={() => setCreated(null)}
          onClosed={() => button.current?.focus()}
        />
      )}
    </>
  )
}
