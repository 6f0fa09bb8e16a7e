import { Mail, Pencil, Trash2 } from "lucide-react"
import type { RowAction } from "#components/data-table/row-actions"
import { useVisitor } from "#components/nav/visitor-context"
import { deletesUsers, makesUsers } from "#lib/ui/visitor"
import type { OpenUserDialog } from "./user-dialogs"

/** What the visitor can do with a user. */
export function useUserActions(user: OpenUserDialog["user"], onOpen: (dialog: OpenUserDialog) => void): RowAction[] {
  const visitor = useVisitor()
  const make: RowAction[] = [
    { label: "Edit", icon: Pencil, opens: true, onSelect: () => onOpen({ kind: "edit", user }) },
    { label: "Invite", icon: Mail, opens: true, onSelect: () => onOpen({ kind: "invite", user }) },
  ]
  const remove: RowAction = {
    label: "Delete",
    icon: Trash2,
    opens: true,
    destructive: true,
    apart: true,
    onSelect: () => onOpen({ kind: "delete", user }),
  }
  return [...(makesUsers(visitor) ? make : []), ...(deletesUsers(visitor) ? [remove] : [])]
}
