import type { TeamRow } from "#lib/ui/team-form"
import { DeleteTeam } from "./delete-team"
import { EditTeam } from "./edit-team"

/** The dialog that is open, and the team it is about. */
export interface OpenTeamDialog {
  readonly kind: "edit" | "delete"
  readonly team: TeamRow
}

interface TeamDialogsProps {
  dialog: OpenTeamDialog | null
  onClose: () => void
  onDeleted?: (() => void) | undefined
}

/** The one open dialog, made anew for each team. */
export function TeamDialogs({ dialog, onClose, onDeleted }: TeamDialogsProps) {
  if (dialog === null) return null
  const { kind, team } = dialog
  if (kind === "edit") return <EditTeam key={team.team_id} team={team} onClose={onClose} />
  return <DeleteTeam key={team.team_id} team={team} onClose={onClose} onDeleted={onDeleted} />
}
