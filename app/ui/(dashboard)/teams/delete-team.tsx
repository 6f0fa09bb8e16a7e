import { useQuery } from "@tanstack/react-query"
import { toast } from "sonner"
import { ConfirmDialog } from "#components/ui/confirm-dialog"
import { formatCount } from "#lib/ui/format"
import { type TeamRow, teamTitle } from "#lib/ui/team-form"
import { teamKeyCountQuery, useDeleteTeam } from "./queries"

interface DeleteTeamProps {
  team: TeamRow
  onClose: () => void
  onDeleted?: (() => void) | undefined
}

/** Asks before a team goes for good, and says what goes with it. */
export function DeleteTeam({ team, onClose, onDeleted }: DeleteTeamProps) {
  const remove = useDeleteTeam(team)
  const { data: keys } = useQuery(teamKeyCountQuery(team.team_id))

  function confirm() {
    remove.mutate(undefined, {
      onSuccess: () => {
        toast.success(`${teamTitle(team)} is deleted`)
        onClose()
        onDeleted?.()
      },
    })
  }

  return (
    <ConfirmDialog
      title={`Delete ${teamTitle(team)}?`}
      action="Delete team"
      error={remove.error}
      pending={remove.isPending}
      onConfirm={confirm}
      onClose={onClose}
    >
      {keysGo(keys)} It cannot be brought back. Its members stay as users, and what it spent stays in the log. To stop
      it for a while, block it instead.
    </ConfirmDialog>
  )
}

function keysGo(keys: number | undefined): string {
  if (keys === 0) return "It has no keys."
  if (keys === 1) return "Its key is deleted with it, and requests with that fail from now on."
  const all = keys === undefined ? "All its keys" : `Its ${formatCount(keys)} keys`
  return `${all} are deleted with it, and requests with them fail from now on.`
}
