import type { User } from "#lib/ui/api.gen"
import { DeleteUser } from "./delete-user"
import { EditUser } from "./edit-user"
import { InviteUser } from "./invite-user"

/** The dialog that is open, and the user it is about. */
export interface OpenUserDialog {
  readonly kind: "edit" | "delete" | "invite"
  readonly user: User
}

interface UserDialogsProps {
  dialog: OpenUserDialog | null
  onClose: () => void
  onDeleted?: (() => void) | undefined
}

/** The one open dialog, made anew for each user. */
export function UserDialogs({ dialog, onClose, onDeleted }: UserDialogsProps) {
  if (dialog === null) return null
  const { kind, user } = dialog
  if (kind === "edit") return <EditUser key={user.user_id} user={user} onClose={onClose} />
  if (kind === "invite") return <InviteUser key={user.user_id} user={user} onClose={onClose} />
  return <DeleteUser key={user.user_id} user={user} onClose={onClose} onDeleted={onDeleted} />
}
