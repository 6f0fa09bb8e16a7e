import { toast } from "sonner"
import { CheckedForm } from "#components/form/checked-form"
import { Field } from "#components/form/field"
import { ConfirmDialog } from "#components/ui/confirm-dialog"
import { FormButtons, FormDialog, saveChanges } from "#components/ui/form-dialog"
import { Select } from "#components/ui/select"
import type { OrganizationMembership } from "#lib/ui/api.gen"
import { type FormFields, foundErrors, idError } from "#lib/ui/limit-form"
import { memberTitle, ORGANIZATION_ROLES, type OrganizationRole } from "#lib/ui/organization-form"
import { memberRef } from "#lib/ui/team-form"
import { actions } from "#lib/ui/words/actions"
import { organizationMemberDialogWords as words } from "#lib/ui/words/organization-member-dialogs"
import { organizationMembersWords } from "#lib/ui/words/organization-members"
import { WhoField } from "../../teams/team/member-fields"
import { useAddMember, useChangeRole, useRemoveMember } from "./queries"

/** The dialog that is open, and the member it is about. */
export type OpenMemberDialog =
  | { readonly kind: "add" }
  | { readonly kind: "role" | "remove"; readonly member: OrganizationMembership }

interface MemberDialogsProps {
  organizationId: string
  dialog: OpenMemberDialog | null
  onClose: () => void
}

/** The one open dialog about the members of an organization. */
export function MemberDialogs({ organizationId, dialog, onClose }: MemberDialogsProps) {
  if (dialog === null) return null
  if (dialog.kind === "add") return <AddMember organizationId={organizationId} onClose={onClose} />
  const Dialog = dialog.kind === "role" ? ChangeRole : RemoveMember
  return <Dialog member={dialog.member} onClose={onClose} />
}

interface MemberForm {
  readonly who: string
  readonly role: OrganizationRole
}

function check(form: MemberForm) {
  return foundErrors<keyof MemberForm>([["who", idError(form.who, words.form.who)]])
}

function RoleField({ form, set }: Omit<FormFields<Pick<MemberForm, "role">>, "errors">) {
  return (
    <Field id="organization-role" label={words.form.role} hint={words.form.roleHint}>
      {(control) => (
        <Select {...control} value={form.role} onChange={(event) => set({ role: knownRole(event.target.value) })}>
          {ORGANIZATION_ROLES.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}

function knownRole(role: string): OrganizationRole {
  return ORGANIZATION_ROLES.find(([value]) => value === role)?.[0] ?? "internal_user"
}

interface AddMemberProps {
  organizationId: string
  onClose: () => void
}

/** Puts somebody into the organization by email or id. */
function AddMember({ organizationId, onClose }: AddMemberProps) {
  const add = useAddMember()

  function submit({ who, role }: MemberForm) {
    add.mutate(
      { organization_id: organizationId, member: { ...memberRef(who), role } },
      {
        onSuccess: () => {
          toast.success(words.add.done(who.trim()))
          onClose()
        },
      },
    )
  }

  return (
    <FormDialog open onOpenChange={onClose} title={organizationMembersWords.add} description={words.add.description}>
      <CheckedForm<MemberForm>
        initial={{ who: "", role: "internal_user" }}
        check={check}
        error={add.error}
        onSubmit={submit}
        fields={(fields) => (
          <>
            <WhoField {...fields} />
            <RoleField {...fields} />
          </>
        )}
      >
        <FormButtons action={organizationMembersWords.add} pending={add.isPending} />
      </CheckedForm>
    </FormDialog>
  )
}

interface MemberDialogProps {
  member: OrganizationMembership
  onClose: () => void
}

/** Changes what somebody is in the organization. */
function ChangeRole({ member, onClose }: MemberDialogProps) {
  const update = useChangeRole(member)

  function save({ role }: Pick<MemberForm, "role">) {
    saveChanges(role === member.user_role ? {} : { role }, onClose, (then) => update.mutate(role, then))
  }

  return (
    <FormDialog
      open
      onOpenChange={onClose}
      title={words.changeRole.title(memberTitle(member))}
      description={words.changeRole.description}
    >
      <CheckedForm
        initial={{ role: knownRole(member.user_role) }}
        check={() => ({})}
        error={update.error}
        onSubmit={save}
        fields={(fields) => <RoleField {...fields} />}
      >
        <FormButtons action={actions.save} pending={update.isPending} />
      </CheckedForm>
    </FormDialog>
  )
}

/** Asks before somebody leaves the organization. */
function RemoveMember({ member, onClose }: MemberDialogProps) {
  const remove = useRemoveMember(member)
  const name = memberTitle(member)

  function confirm() {
    remove.mutate(undefined, {
      onSuccess: () => {
        toast.success(words.remove.done(name))
        onClose()
      },
    })
  }

  return (
    <ConfirmDialog
      title={words.remove.title(name)}
      action={words.remove.action}
      error={remove.error}
      pending={remove.isPending}
      onConfirm={confirm}
      onClose={onClose}
    >
      {words.remove.text}
    </ConfirmDialog>
  )
}
