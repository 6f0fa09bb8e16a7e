import type { ReactNode } from "react"
import { BudgetFields } from "#components/form/budget-fields"
import { CheckedForm } from "#components/form/checked-form"
import { Field } from "#components/form/field"
import { Input } from "#components/ui/input"
import { checkBudgetForm, type NamedBudgetForm } from "#lib/ui/budget-form"
import type { FormFields } from "#lib/ui/limit-form"

interface BudgetFormViewProps {
  /** Only a new one's name can be typed: others name it by that. */
  isNew: boolean
  initial: NamedBudgetForm
  /** What the gateway said to the last attempt. */
  error: Error | null
  onSubmit: (form: NamedBudgetForm) => void
  /** The buttons. */
  children: ReactNode
}

/** A named budget's fields. */
export function BudgetFormView({ isNew, children, ...form }: BudgetFormViewProps) {
  return (
    <CheckedForm
      {...form}
      check={checkBudgetForm}
      fields={(fields) => (
        <>
          {isNew && (
            <Field
              id="budget-id"
              label="Budget name"
              hint="Sent as budget_id when it is taken over. It stays as it is."
              error={fields.errors.id}
            >
              {(control) => (
                <Input
                  {...control}
                  value={fields.form.id}
                  onChange={(event) => fields.set({ id: event.target.value })}
                  placeholder="free-tier, trial, …"
                  autoComplete="off"
                  spellCheck={false}
                />
              )}
            </Field>
          )}
          <BudgetFields {...fields} />
          <Rates {...fields} />
        </>
      )}
    >
      {children}
    </CheckedForm>
  )
}

const RATES = [
  ["rpm", "Requests per minute"],
  ["tpm", "Tokens per minute"],
  ["parallel", "Parallel requests"],
] as const

function Rates({ form, errors, set }: FormFields<NamedBudgetForm>) {
  return (
    <div className="grid items-start gap-4 sm:grid-cols-3">
      {RATES.map(([name, label]) => (
        <Field key={name} id={`budget-${name}`} label={label} error={errors[name]}>
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              autoComplete="off"
              placeholder="No limit"
              value={form[name]}
              onChange={(event) => set({ [name]: event.target.value })}
            />
          )}
        </Field>
      ))}
    </div>
  )
}
