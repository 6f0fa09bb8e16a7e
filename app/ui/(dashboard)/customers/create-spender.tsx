"use client"

import { Plus } from "lucide-react"
import { useVisitor } from "#components/nav/visitor-context"
import { Button } from "#components/ui/button"
import { fetchedAhead, useDialogOnDemand } from "#components/ui/use-dialog-on-demand"
import { managesSpenders } from "#lib/ui/visitor"
import { spenderWords } from "#lib/ui/words/customers"
import { useCreatingSpender, useSpenderFilters } from "./use-spender-filters"

const loadDialog = () => import("./create-spender-dialog").then((module) => module.CreateSpenderDialog)
const ahead = fetchedAhead(loadDialog)

/** The button for a new one of the open tab's kind, and the form behind it. */
export function CreateSpender() {
  const [{ tab }] = useSpenderFilters()
  const [open, setOpen] = useCreatingSpender()
  const manages = managesSpenders(useVisitor())
  const close = () => void setOpen(null)
  const CreateSpenderDialog = useDialogOnDemand(loadDialog, { open: open && manages, onClose: close })
  if (!manages) return null
  return (
    <>
      <Button onClick={() => void setOpen(true)} {...ahead}>
        <Plus aria-hidden />
        {spenderWords[tab].create}
      </Button>
      {CreateSpenderDialog && <CreateSpenderDialog kind={tab} open={open} onClose={close} />}
    </>
  )
}
