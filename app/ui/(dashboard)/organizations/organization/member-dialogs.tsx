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
import { WhoField } from "../../teams/team/member-fields"
import { useAddMember, useChangeRole, useRemoveMember } from "./queries"

interface MemberForm {
  readonly who: string
  readonly role: OrganizationRole
}

function check(form: MemberForm) {
  return foundErrors<keyof MemberForm>([["who", idError(form.who, "an email or a user id")]])
}

function RoleField({ form, set }: Omit<FormFields<Pick<MemberForm, "role">>, "errors">) {
  return (
    <Field
      id="organization-role"
      label="Role in the organization"
      hint="An admin manages its teams, keys and people; a viewer only looks."
    >
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
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** Puts somebody into the organization by email or id. */
export function AddMember({ organizationId, open, onOpenChange }: AddMemberProps) {
  const add = useAddMember()

  function change(opens: boolean) {
    add.reset()
    onOpenChange(opens)
  }

  function submit({ who, role }: MemberForm) {
    add.mutate(
      { organization_id: organizationId, member: { ...memberRef(who), role } },
      {
        onSuccess: () => {
          toast.success(`${who.trim()} is in the organization`)
          change(false)
        },
      },
    )
  }

  return (
    <FormDialog
      open={open}
      onOpenChange={change}
      title="Add member"
      description="Someone with an email nobody has yet becomes a new user."
    >
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
        <FormButtons action="Add member" pending={add.isPending} />
      </CheckedForm>
    </FormDialog>
  )
}

interface MemberDialogProps {
  member: OrganizationMembership
  onClose: () => void
}

/** Changes what somebody is in the organization. */
export function ChangeRole({ member, onClose }: MemberDialogProps) {
  const update = useChangeRole(member)

  function save({ role }: Pick<MemberForm, "role">) {
    saveChanges(role === member.user_role ? {} : { role }, onClose, (then) => update.mutate(role, then))
  }

  return (
    <FormDialog
      open
      onOpenChange={onClose}
      title={`Role of ${memberTitle(member)}`}
      description="In this organization only; their role in the gateway stays."
    >
      <CheckedForm
        initial={{ role: knownRole(member.user_role) }}
        check={() => ({})}
        error={update.error}
        onSubmit={save}
        fields={(fields) => <RoleField {...fields} />}
      >
        <FormButtons action="Save" pending={update.isPending} />
      </CheckedForm>
    </FormDialog>
  )
}

/** Asks before somebody leaves the organization. */
export function RemoveMember({ member, onClose }: MemberDialogProps) {
  const remove = useRemoveMember(member)
  const name = memberTitle(member)

  function confirm() {
    remove.mutate(undefined, {
      onSuccess: () => {
        toast.success(`${name} is no longer in the organization`)
        onClose()
      },
    })
  }

  return (
    <ConfirmDialog
      title={`Remove ${name}?`}
      action="Remove member"
      error={remove.error}
      pending={remove.isPending}
      onConfirm={confirm}
      onClose={onClose}
    >
      They stay a user, and in their teams. What they spent stays in the log, and on the organization's budget.
    </ConfirmDialog>
  )
}
