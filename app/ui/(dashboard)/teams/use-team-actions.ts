import { Ban, CircleCheck, Pencil, Trash2 } from "lucide-react"
import type { RowAction } from "#components/data-table/row-actions"
import { useVisitor } from "#components/nav/visitor-context"
import type { TeamRow } from "#lib/ui/team-form"
import { editsTeam, makesTeams } from "#lib/ui/visitor"
import { actions } from "#lib/ui/words/actions"
import { useBlockTeam } from "./queries"
import type { OpenTeamDialog } from "./team-dialogs"

/** What the visitor can do with a team. */
export function useTeamActions(team: TeamRow, onOpen: (dialog: OpenTeamDialog) => void): RowAction[] {
  const block = useBlockTeam(team)
  const visitor = useVisitor()
  const edit: RowAction = {
    label: actions.edit,
    icon: Pencil,
    opens: true,
    onSelect: () => onOpen({ kind: "edit", team }),
  }
  if (!makesTeams(visitor)) return editsTeam(visitor, team) ? [edit] : []
  return [
    edit,
    {
      label: team.blocked ? actions.unblock : actions.block,
      icon: team.blocked ? CircleCheck : Ban,
      apart: true,
      onSelect: () => block.mutate(!team.blocked),
    },
    {
      label: actions.delete,
      icon: Trash2,
      opens: true,
      destructive: true,
      onSelect: () => onOpen({ kind: "delete", team }),
    },
  ]
}
