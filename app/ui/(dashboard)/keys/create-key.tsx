"use client"

import { Plus } from "lucide-react"
import { useRef } from "react"
import { useVisitor } from "#components/nav/visitor-context"
import { Button } from "#components/ui/button"
import { fetchedAhead, useDialogOnDemand } from "#components/ui/use-dialog-on-demand"
import { makesKeys } from "#lib/ui/visitor"
import { keysWords } from "#lib/ui/words/keys"
import { useCreating, useNewOwner } from "./use-key-filters"

const loadDialog = () => import("./create-key-dialog").then((module) => module.CreateKeyDialog)
const ahead = fetchedAhead(loadDialog)

/** The button and what comes behind it. Stands outside the list, which comes and goes. */
export function CreateKey() {
  const makes = makesKeys(useVisitor())
  const [open, setOpen] = useCreating()
  const [, setOwner] = useNewOwner()
  const button = useRef<HTMLButtonElement>(null)
  const CreateKeyDialog = useDialogOnDemand(loadDialog, { open: open && makes, onClose: close })

  function close() {
    void setOpen(null)
    void setOwner(null)
  }

  if (!makes) return null
  return (
    <>
      <Button ref={button} aria-haspopup="dialog" aria-expanded={open} onClick={() => void setOpen(true)} {...ahead}>
        <Plus aria-hidden />
        {keysWords.create}
      </Button>
      {CreateKeyDialog && <CreateKeyDialog open={open} onClose={close} focusAfter={button} />}
    </>
  )
}
