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
import { checkSpenderForm, type SpenderForm, type SpenderKind } from "#lib/ui/spender-form"
import { customersPageWords, spenderWords } from "#lib/ui/words/customers"

interface SpenderFormViewProps {
  kind: SpenderKind
  /** Only a new one's id can be typed: it is what requests send. */
  isNew: boolean
  initial: SpenderForm
  /** What the gateway said to the last attempt. */
  error: Error | null
  onSubmit: (form: SpenderForm) => void
  /** The buttons. */
  children: ReactNode
}

/** The fields of a customer or a tag. */
export function SpenderFormView({ kind, isNew, children, ...form }: SpenderFormViewProps) {
  const { data: models = [] } = useQuery(modelNamesQuery)
  const { data: budgets = [] } = useQuery(budgetsQuery)
  const words = spenderWords[kind]
  return (
    <CheckedForm
      {...form}
      check={checkSpenderForm}
      fields={(fields) => (
        <>
          {isNew && (
            <Field id="spender-id" label={words.id} hint={words.idHint} error={fields.errors.id}>
              {(control) => (
                <Input
                  {...control}
                  value={fields.form.id}
                  onChange={(event) => fields.set({ id: event.target.value })}
                  autoComplete="off"
                  spellCheck={false}
                />
              )}
            </Field>
          )}
          <Field id="spender-about" label={words.about} error={fields.errors.about}>
            {(control) => (
              <Input
                {...control}
                value={fields.form.about}
                onChange={(event) => fields.set({ about: event.target.value })}
                placeholder={customersPageWords.aboutPlaceholder}
                autoComplete="off"
              />
            )}
          </Field>
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
    >
      {children}
    </CheckedForm>
  )
}
