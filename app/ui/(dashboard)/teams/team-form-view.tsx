import { useQuery } from "@tanstack/react-query"
import type { ReactNode } from "react"
import { BudgetFields } from "#components/form/budget-fields"
import { CheckedForm } from "#components/form/checked-form"
import { Field } from "#components/form/field"
import { Fold } from "#components/form/fold"
import { LimitFields } from "#components/form/limit-fields"
import { ModelFields } from "#components/form/model-fields"
import { Input } from "#components/ui/input"
import type { FormFields } from "#lib/ui/limit-form"
import { modelNamesQuery } from "#lib/ui/models-query"
import { checkTeamForm, type TeamForm } from "#lib/ui/team-form"
import { teamFormWords } from "#lib/ui/words/team-dialogs"
import { terms } from "#lib/ui/words/terms"

interface TeamFormViewProps {
  initial: TeamForm
  /** What the gateway said to the last attempt. */
  error: Error | null
  onSubmit: (form: TeamForm) => void
  /** The buttons. */
  children: ReactNode
}

/** A team's fields. */
export function TeamFormView({ children, ...form }: TeamFormViewProps) {
  const { data: models = [] } = useQuery(modelNamesQuery)
  return (
    <CheckedForm
      {...form}
      check={checkTeamForm}
      fields={(fields) => (
        <>
          <Field id="team-name" label={teamFormWords.name} error={fields.errors.name}>
            {(control) => (
              <Input
                {...control}
                value={fields.form.name}
                onChange={(event) => fields.set({ name: event.target.value })}
                placeholder={teamFormWords.namePlaceholder}
                autoComplete="off"
              />
            )}
          </Field>
          <BudgetFields {...fields} />
          <ModelFields {...fields} options={models} />
          <LimitFields {...fields} />
          <MemberDefaults {...fields} />
        </>
      )}
    >
      {children}
    </CheckedForm>
  )
}

const DEFAULTS = [
  ["memberBudget", terms.budgetUsd, "decimal"],
  ["memberRpm", terms.requestsPerMinute, "numeric"],
  ["memberTpm", terms.tokensPerMinute, "numeric"],
] as const

function MemberDefaults({ form, errors, set }: FormFields<TeamForm>) {
  const used = DEFAULTS.some(([name]) => form[name] !== "" || errors[name] !== undefined)
  return (
    <Fold title={teamFormWords.memberDefaults.title} note={teamFormWords.memberDefaults.note} used={used}>
      <div className="grid items-start gap-4 sm:grid-cols-3">
        {DEFAULTS.map(([name, label, inputMode]) => (
          <Field key={name} id={`team-${name}`} label={label} error={errors[name]}>
            {(control) => (
              <Input
                {...control}
                inputMode={inputMode}
                autoComplete="off"
                placeholder={terms.noLimit}
                value={form[name]}
                onChange={(event) => set({ [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </div>
      <p className="mt-3 text-faint text-xs">{teamFormWords.memberDefaults.hint}</p>
    </Fold>
  )
}
