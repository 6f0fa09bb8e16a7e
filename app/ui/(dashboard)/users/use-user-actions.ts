import { Mail, Pencil, Trash2 } from "lucide-react"
import type { RowAction } from "#components/data-table/row-actions"
import { useVisitor } from "#components/nav/visitor-context"
import { deletesUsers, makesUsers } from "#lib/ui/visitor"
import { usersWords } from "#lib/ui/words/users"
import type { OpenUserDialog } from "./user-dialogs"

const words = usersWords.actions

/** What the visitor can do with a user. */
export function useUserActions(user: OpenUserDialog["user"], onOpen: (dialog: OpenUserDialog) => void): RowAction[] {
  const visitor = useVisitor()
  const make: RowAction[] = [
    { label: words.edit, icon: Pencil, opens: true, onSelect: () => onOpen({ kind: "edit", user }) },
    { label: words.invite, icon: Mail, opens: true, onSelect: () => onOpen({ kind: "invite", user }) },
  ]
  const remove: RowAction = {
    label: words.delete,
    icon: Trash2,
    opens: true,
    destructive: true,
    apart: true,
    onSelect: () => onOpen({ kind: "delete", user }),
  }
  return [...(makesUsers(visitor) ? make : []), ...(deletesUsers(visitor) ? [remove] : [])]
}
