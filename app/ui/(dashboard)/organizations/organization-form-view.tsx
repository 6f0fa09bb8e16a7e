import { useQuery } from "@tanstack/react-query"
import type { ReactNode } from "react"
import { BudgetFields } from "#components/form/budget-fields"
import { CheckedForm } from "#components/form/checked-form"
import { Field } from "#components/form/field"
import { LimitFields } from "#components/form/limit-fields"
import { ModelFields } from "#components/form/model-fields"
import { NamedBudgetField } from "#components/form/named-budget-field"
import { Input } from "#components/ui/input"
import { budgetsQuery } from "#lib/ui/budgets-query"
import { modelNamesQuery } from "#lib/ui/models-query"
import { checkOrganizationForm, type OrganizationForm } from "#lib/ui/organization-form"
import { organizationFormWords } from "#lib/ui/words/organization-dialogs"

interface OrganizationFormViewProps {
  initial: OrganizationForm
  /** False: only what an organization's own admin may change, its name. */
  whole: boolean
  /** What the gateway said to the last attempt. */
  error: Error | null
  onSubmit: (form: OrganizationForm) => void
  /** The buttons. */
  children: ReactNode
}

/** An organization's fields. */
export function OrganizationFormView({ whole, children, ...form }: OrganizationFormViewProps) {
  const { data: models = [] } = useQuery(modelNamesQuery)
  const { data: budgets = [] } = useQuery({ ...budgetsQuery, enabled: whole })
  return (
    <CheckedForm
      {...form}
      check={checkOrganizationForm}
      fields={(fields) => (
        <>
          <Field id="organization-name" label={organizationFormWords.name} error={fields.errors.name}>
            {(control) => (
              <Input
                {...control}
                value={fields.form.name}
                onChange={(event) => fields.set({ name: event.target.value })}
                placeholder={organizationFormWords.namePlaceholder}
                autoComplete="off"
              />
            )}
          </Field>
          {whole && (
            <>
              <NamedBudgetField
                value={fields.form.budgetId}
                budgets={budgets}
                onChange={(budgetId) => fields.set({ budgetId })}
              />
              {fields.form.budgetId === "" && <BudgetFields {...fields} />}
              <ModelFields {...fields} options={models} />
              {fields.form.budgetId === "" && <LimitFields {...fields} />}
            </>
          )}
        </>
      )}
    >
      {children}
    </CheckedForm>
  )
}
