"use client"

import { Plus } from "lucide-react"
import { useVisitor } from "#components/nav/visitor-context"
import { Button } from "#components/ui/button"
import { fetchedAhead, useDialogOnDemand } from "#components/ui/use-dialog-on-demand"
import { makesTeams } from "#lib/ui/visitor"
import { teamsWords } from "#lib/ui/words/teams"
import { useCreatingTeam, useTeamOrganization } from "./use-team-filters"

const loadDialog = () => import("./create-team-dialog").then((module) => module.CreateTeamDialog)
const ahead = fetchedAhead(loadDialog)

/** The button and the form behind it. */
export function CreateTeam() {
  const makes = makesTeams(useVisitor())
  const [open, setOpen] = useCreatingTeam()
  const [organization, setOrganization] = useTeamOrganization()
  const CreateTeamDialog = useDialogOnDemand(loadDialog, { open: open && makes, onClose: close })

  function close() {
    void setOpen(null)
    void setOrganization(null)
  }

  if (!makes) return null
  return (
    <>
      <Button onClick={() => void setOpen(true)} {...ahead}>
        <Plus aria-hidden />
        {teamsWords.create}
      </Button>
      {CreateTeamDialog && <CreateTeamDialog open={open} onClose={close} organization={organization} />}
    </>
  )
}
