import { useQuery } from "@tanstack/react-query"
import { type ReactNode, useId, useState } from "react"
import { BudgetFields } from "#components/form/budget-fields"
import { CheckedForm } from "#components/form/checked-form"
import { ChoicePicker } from "#components/form/choice-picker"
import { Field } from "#components/form/field"
import { LimitFields } from "#components/form/limit-fields"
import { ModelFields } from "#components/form/model-fields"
import { Input } from "#components/ui/input"
import { Label } from "#components/ui/label"
import { Select } from "#components/ui/select"
import { Switch } from "#components/ui/switch"
import type { FormFields } from "#lib/ui/limit-form"
import { modelNamesQuery } from "#lib/ui/models-query"
import { teamChoicesQuery } from "#lib/ui/people-query"
import { checkUserForm, isRole, ROLES, type UserForm } from "#lib/ui/user-form"
import { userDialogWords as words } from "#lib/ui/words/user-dialogs"

interface UserFormViewProps {
  initial: UserForm
  /** True while the user is made: teams and a first key can be chosen. */
  isNew: boolean
  /** What the gateway said to the last attempt. */
  error: Error | null
  onSubmit: (form: UserForm) => void
  /** The buttons. */
  children: ReactNode
}

/** A user's fields. */
export function UserFormView({ isNew, children, ...form }: UserFormViewProps) {
  const { data: models = [] } = useQuery(modelNamesQuery)
  return (
    <CheckedForm
      {...form}
      check={checkUserForm}
      fields={(fields) => (
        <>
          <WhoFields {...fields} />
          {isNew && <TeamsField {...fields} />}
          <BudgetFields {...fields} />
          <ModelFields {...fields} options={models} />
          <LimitFields {...fields} />
          {isNew && <FirstKey {...fields} />}
        </>
      )}
    >
      {children}
    </CheckedForm>
  )
}

function WhoFields({ form, errors, set }: FormFields<UserForm>) {
  return (
    <>
      <div className="grid items-start gap-x-4 gap-y-5 sm:grid-cols-2">
        <Field id="user-email" label={words.email} error={errors.email}>
          {(control) => (
            <Input
              {...control}
              inputMode="email"
              value={form.email}
              onChange={(event) => set({ email: event.target.value })}
              placeholder={words.emailPlaceholder}
              autoComplete="off"
              spellCheck={false}
            />
          )}
        </Field>
        <Field id="user-name" label={words.name} error={errors.name}>
          {(control) => (
            <Input
              {...control}
              value={form.name}
              onChange={(event) => set({ name: event.target.value })}
              placeholder={words.namePlaceholder}
              autoComplete="off"
            />
          )}
        </Field>
      </div>
      <Field id="user-role" label={words.role} hint={ROLES[form.role].hint}>
        {(control) => (
          <Select
            {...control}
            value={form.role}
            onChange={(event) => isRole(event.target.value) && set({ role: event.target.value })}
          >
            {Object.entries(ROLES).map(([role, { label }]) => (
              <option key={role} value={role}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </>
  )
}

const MOST_TEAMS = 100

function TeamsField({ form, set }: FormFields<UserForm>) {
  const [search, setSearch] = useState("")
  const { data: teams = [] } = useQuery(teamChoicesQuery(search))
  return (
    <ChoicePicker
      label={words.teams}
      placeholder={form.teams.length === 0 ? words.noTeam : words.anotherTeam}
      most={MOST_TEAMS}
      value={form.teams}
      onChange={(chosen) => set({ teams: chosen })}
      options={teams}
      search={search}
      onSearch={setSearch}
    />
  )
}

function FirstKey({ form, set }: FormFields<UserForm>) {
  const id = useId()
  return (
    <div className="flex items-center justify-between gap-4 rounded-md border border-line px-3 py-2.5">
      <div>
        <Label htmlFor={id}>{words.firstKey}</Label>
        <p className="text-faint text-xs">{words.firstKeyHint}</p>
      </div>
      <Switch id={id} checked={form.firstKey} onCheckedChange={(firstKey) => set({ firstKey })} />
    </div>
  )
}
