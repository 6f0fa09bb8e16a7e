"use client"

import { Plus } from "lucide-react"
import { useRef } from "react"
import { useVisitor } from "#components/nav/visitor-context"
import { Button } from "#components/ui/button"
import { fetchedAhead, useDialogOnDemand } from "#components/ui/use-dialog-on-demand"
import { makesUsers } from "#lib/ui/visitor"
import { usersWords } from "#lib/ui/words/users"
import { useCreatingUser } from "./use-user-filters"

const loadDialog = () => import("./create-user-dialog").then((module) => module.CreateUserDialog)
const ahead = fetchedAhead(loadDialog)

/** The button and what comes behind it. */
export function CreateUser() {
  const makes = makesUsers(useVisitor())
  const [open, setOpen] = useCreatingUser()
  const button = useRef<HTMLButtonElement>(null)
  const close = () => void setOpen(null)
  const CreateUserDialog = useDialogOnDemand(loadDialog, { open: open && makes, onClose: close })
  if (!makes) return null
  return (
    <>
      <Button ref={button} onClick={() => void setOpen(true)} {...ahead}>
        <Plus aria-hidden />
        {usersWords.create}
      </Button>
      {CreateUserDialog && <CreateUserDialog open={open} onClose={close} focusAfter={button} />}
    </>
  )
}
