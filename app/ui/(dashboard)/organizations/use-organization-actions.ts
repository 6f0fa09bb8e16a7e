import { Pencil, Trash2 } from "lucide-react"
import type { RowAction } from "#components/data-table/row-actions"
import { useVisitor } from "#components/nav/visitor-context"
import type { Organization } from "#lib/ui/api.gen"
import { editsOrganization, managesOrganizations } from "#lib/ui/visitor"
import { actions } from "#lib/ui/words/actions"
import type { OpenOrganizationDialog } from "./organization-dialogs"

/** What the visitor can do with an organization. */
export function useOrganizationActions(
  organization: Organization,
  onOpen: (dialog: OpenOrganizationDialog) => void,
): RowAction[] {
  const visitor = useVisitor()
  const edit: RowAction = {
    label: actions.edit,
    icon: Pencil,
    opens: true,
    onSelect: () => onOpen({ kind: "edit", organization }),
  }
  const remove: RowAction = {
    label: actions.delete,
    icon: Trash2,
    opens: true,
    destructive: true,
    apart: true,
    onSelect: () => onOpen({ kind: "delete", organization }),
  }
  return [
    ...(editsOrganization(visitor, organization) ? [edit] : []),
    ...(managesOrganizations(visitor) ? [remove] : []),
  ]
}
