"use client"

import { Plus } from "lucide-react"
import { useVisitor } from "#components/nav/visitor-context"
import { Button } from "#components/ui/button"
import { fetchedAhead, useDialogOnDemand } from "#components/ui/use-dialog-on-demand"
import { managesOrganizations } from "#lib/ui/visitor"
import { organizationsWords } from "#lib/ui/words/organizations"
import { useCreatingOrganization } from "./use-organization-filters"

const loadDialog = () => import("./create-organization-dialog").then((module) => module.CreateOrganizationDialog)
const ahead = fetchedAhead(loadDialog)

/** The button and the form behind it. */
export function CreateOrganization() {
  const manages = managesOrganizations(useVisitor())
  const [open, setOpen] = useCreatingOrganization()
  const close = () => void setOpen(null)
  const CreateOrganizationDialog = useDialogOnDemand(loadDialog, { open: open && manages, onClose: close })
  if (!manages) return null
  return (
    <>
      <Button onClick={() => void setOpen(true)} {...ahead}>
        <Plus aria-hidden />
        {organizationsWords.create}
      </Button>
      {CreateOrganizationDialog && <CreateOrganizationDialog open={open} onClose={close} />}
    </>
  )
}
