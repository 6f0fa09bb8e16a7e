import { Ban, CircleCheck, Pencil, Trash2 } from "lucide-react"
import { toast } from "sonner"
import type { RowAction } from "#components/data-table/row-actions"
import { type TeamRow, teamTitle } from "#lib/ui/team-form"
import { useBlockTeam } from "./queries"
import type { OpenTeamDialog } from "./team-dialogs"

/** What can be done with a team. */
export function useTeamActions(team: TeamRow, onOpen: (dialog: OpenTeamDialog) => void): RowAction[] {
  const block = useBlockTeam(team.team_id)
  const name = teamTitle(team)

  function setBlocked(blocked: boolean) {
    block.mutate(blocked, {
      onSuccess: () => toast.success(`${name} is ${blocked ? "blocked" : "working again"}`),
      onError: (e) => toast.error(`${name} was not changed`, { description: e.message }),
    })
  }

  return [
    { label: "Edit", icon: Pencil, opens: true, onSelect: () => onOpen({ kind: "edit", team }) },
    {
      label: team.blocked ? "Unblock" : "Block",
      icon: team.blocked ? CircleCheck : Ban,
      apart: true,
      onSelect: () => setBlocked(!team.blocked),
    },
    {
      label: "Delete",
      icon: Trash2,
      opens: true,
      destructive: true,
      onSelect: () => onOpen({ kind: "delete", team }),
    },
  ]
}
