import type { ReactNode } from "react"
import { BudgetFields } from "#components/form/budget-fields"
import { CheckedForm } from "#components/form/checked-form"
import { Field } from "#components/form/field"
import { Input } from "#components/ui/input"
import { checkBudgetForm, type NamedBudgetForm } from "#lib/ui/budget-form"
import type { FormFields } from "#lib/ui/limit-form"
import { budgetFormWords as words } from "#lib/ui/words/budgets"
import { limitFieldsWords } from "#lib/ui/words/components-form"

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
            <Field id="budget-id" label={words.name} hint={words.nameHint} error={fields.errors.id}>
              {(control) => (
                <Input
                  {...control}
                  value={fields.form.id}
                  onChange={(event) => fields.set({ id: event.target.value })}
                  placeholder={words.namePlaceholder}
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
  ["rpm", limitFieldsWords.requestsPerMinute],
  ["tpm", limitFieldsWords.tokensPerMinute],
  ["parallel", limitFieldsWords.parallelRequests],
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
              placeholder={limitFieldsWords.placeholder}
              value={form[name]}
              onChange={(event) => set({ [name]: event.target.value })}
            />
          )}
        </Field>
      ))}
    </div>
  )
}
