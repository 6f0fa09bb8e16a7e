import { useQuery } from "@tanstack/react-query"
import { BudgetFields } from "#components/form/budget-fields"
import { Field } from "#components/form/field"
import { useVisitor } from "#components/nav/visitor-context"
import { Input } from "#components/ui/input"
import { Select } from "#components/ui/select"
import type { FormFields } from "#lib/ui/limit-form"
import { userChoicesQuery } from "#lib/ui/people-query"
import type { MemberForm } from "#lib/ui/team-form"
import { listsUsers } from "#lib/ui/visitor"
import { teamMemberDialogWords } from "#lib/ui/words/team-member-dialogs"
import { terms } from "#lib/ui/words/terms"

const words = teamMemberDialogWords.form

/** Who: typed freely, with the users there are as suggestions. */
export function WhoField({ form, errors, set }: FormFields<Pick<MemberForm, "who">>) {
  const listed = listsUsers(useVisitor())
  const { data: users = [] } = useQuery({ ...userChoicesQuery(form.who), enabled: listed })
  return (
    <Field id="member-who" label={words.who} error={errors.who}>
      {(control) => (
        <>
          <Input
            {...control}
            list="member-suggestions"
            value={form.who}
            onChange={(event) => set({ who: event.target.value })}
            placeholder={words.whoPlaceholder}
            autoComplete="off"
            spellCheck={false}
            className="[&::-webkit-calendar-picker-indicator]:hidden!"
          />
          <datalist id="member-suggestions">
            {users.map((user) => (
              <option key={user.id} value={user.note ?? (user.name.includes("@") ? user.name : user.id)}>
                {user.name}
              </option>
            ))}
          </datalist>
        </>
      )}
    </Field>
  )
}

/** A member's role, and their budget inside the team's. */
export function MemberFields({ form, errors, set }: FormFields<MemberForm>) {
  return (
    <>
      <Field id="member-role" label={words.role} hint={words.roleHint}>
        {(control) => (
          <Select
            {...control}
            value={form.role}
            onChange={(event) => set({ role: event.target.value === "admin" ? "admin" : "user" })}
          >
            <option value="user">{terms.member}</option>
            <option value="admin">{terms.admin}</option>
          </Select>
        )}
      </Field>
      <BudgetFields form={form} errors={errors} set={set} />
    </>
  )
}
