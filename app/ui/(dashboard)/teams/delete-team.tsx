import { useQuery } from "@tanstack/react-query"
import { toast } from "sonner"
import { ConfirmDialog } from "#components/ui/confirm-dialog"
import { formatCount } from "#lib/ui/format"
import { type TeamRow, teamTitle } from "#lib/ui/team-form"
import { teamDialogWords } from "#lib/ui/words/team-dialogs"
import { teamKeyCountQuery, useDeleteTeam } from "./queries"

const words = teamDialogWords.delete

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
        toast.success(words.done(teamTitle(team)))
        onClose()
        onDeleted?.()
      },
    })
  }

  return (
    <ConfirmDialog
      title={words.title(teamTitle(team))}
      action={words.action}
      error={remove.error}
      pending={remove.isPending}
      onConfirm={confirm}
      onClose={onClose}
    >
      {words.text(keysGo(keys))}
    </ConfirmDialog>
  )
}

function keysGo(keys: number | undefined): string {
  if (keys === 0) return words.noKeys
  if (keys === 1) return words.oneKey
  return keys === undefined ? words.allKeys : words.keys(formatCount(keys))
}
