import type { MemberRow } from "#lib/ui/team-form"
import { AddMember } from "./add-member"
import { EditMember } from "./edit-member"
import { RemoveMember } from "./remove-member"

/** The dialog that is open, and the member it is about. */
export type OpenMemberDialog =
  | { readonly kind: "add" }
  | { readonly kind: "edit" | "remove"; readonly member: MemberRow }

interface MemberDialogsProps {
  teamId: string
  dialog: OpenMemberDialog | null
  onClose: () => void
}

/** The one open dialog about the members of a team. */
export function MemberDialogs({ teamId, dialog, onClose }: MemberDialogsProps) {
  if (dialog === null) return null
  if (dialog.kind === "add") return <AddMember teamId={teamId} onClose={onClose} />
  const Dialog = dialog.kind === "edit" ? EditMember : RemoveMember
  return <Dialog member={dialog.member} onClose={onClose} />
}
