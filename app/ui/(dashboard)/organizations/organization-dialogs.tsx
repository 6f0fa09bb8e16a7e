import { toast } from "sonner"
import { useVisitor } from "#components/nav/visitor-context"
import { ConfirmDialog } from "#components/ui/confirm-dialog"
import { FormButtons, FormDialog, saveChanges } from "#components/ui/form-dialog"
import type { Organization } from "#lib/ui/api.gen"
import { formatCount, formatUsd } from "#lib/ui/format"
import {
  type OrganizationForm,
  organizationChanges,
  organizationFormOf,
  organizationTitle,
} from "#lib/ui/organization-form"
import { managesOrganizations } from "#lib/ui/visitor"
import { actions } from "#lib/ui/words/actions"
import { organizationDialogWords } from "#lib/ui/words/organization-dialogs"
import { OrganizationFormView } from "./organization-form-view"
import { useDeleteOrganization, useUpdateOrganization } from "./queries"

const deleteWords = organizationDialogWords.delete

/** The dialog that is open, and the organization it is about. */
export interface OpenOrganizationDialog {
  readonly kind: "edit" | "delete"
  readonly organization: Organization
}

interface OrganizationDialogsProps {
  dialog: OpenOrganizationDialog | null
  onClose: () => void
  onDeleted?: (() => void) | undefined
}

/** The one open dialog, made anew for each organization. */
export function OrganizationDialogs({ dialog, onClose, onDeleted }: OrganizationDialogsProps) {
  if (dialog === null) return null
  const { kind, organization } = dialog
  const props = { organization, onClose, onDeleted }
  if (kind === "edit") return <EditOrganization key={organization.organization_id} {...props} />
  return <DeleteOrganization key={organization.organization_id} {...props} />
}

interface DialogProps extends Omit<OrganizationDialogsProps, "dialog"> {
  organization: Organization
}

/** Changes an organization; what was not touched is not sent. */
function EditOrganization({ organization, onClose }: DialogProps) {
  const whole = managesOrganizations(useVisitor())
  const update = useUpdateOrganization(organization)
  const initial = organizationFormOf(organization)

  function save(form: OrganizationForm) {
    saveChanges(organizationChanges(initial, form), onClose, (then) => update.mutate(form, then))
  }

  return (
    <FormDialog
      open
      onOpenChange={onClose}
      title={organizationDialogWords.edit.title(organizationTitle(organization))}
      description={organizationDialogWords.edit.description(formatUsd(organization.total_spend))}
    >
      <OrganizationFormView initial={initial} whole={whole} error={update.error} onSubmit={save}>
        <FormButtons action={actions.save} pending={update.isPending} />
      </OrganizationFormView>
    </FormDialog>
  )
}

/** Asks before an organization goes for good, and says what goes with it. */
function DeleteOrganization({ organization, onClose, onDeleted }: DialogProps) {
  const remove = useDeleteOrganization(organization)
  const title = organizationTitle(organization)

  function confirm() {
    remove.mutate(undefined, {
      onSuccess: () => {
        toast.success(deleteWords.done(title))
        onClose()
        onDeleted?.()
      },
    })
  }

  return (
    <ConfirmDialog
      title={deleteWords.title(title)}
      action={deleteWords.action}
      error={remove.error}
      pending={remove.isPending}
      onConfirm={confirm}
      onClose={onClose}
    >
      {deleteWords.text(teamsGo(organization.teams.length))}
    </ConfirmDialog>
  )
}

function teamsGo(teams: number): string {
  if (teams === 0) return deleteWords.noTeams
  return teams === 1 ? deleteWords.oneTeam : deleteWords.teams(formatCount(teams))
}
