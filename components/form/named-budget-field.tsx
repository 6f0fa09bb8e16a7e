import { Field } from "#components/form/field"
import { Select } from "#components/ui/select"
import type { Budget } from "#lib/ui/api.gen"
import { budgetText } from "#lib/ui/budget-form"
import { namedBudgetWords as words } from "#lib/ui/words/components-form"

interface NamedBudgetFieldProps {
  /** The budget's id; empty is none. */
  value: string
  budgets: readonly Budget[]
  onChange: (id: string) => void
}

/** Limits of their own, or those of a budget with a name. Nothing when there are no such budgets. */
export function NamedBudgetField({ value, budgets, onChange }: NamedBudgetFieldProps) {
  const known = budgets.find(({ budget_id }) => budget_id === value)
  if (budgets.length === 0 && value === "") return null
  return (
    <Field
      id="named-budget"
      label={words.label}
      hint={value === "" ? words.hint : known ? budgetText(known) : words.deletedHint}
    >
      {(control) => (
        <Select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">{words.own}</option>
          {value !== "" && known === undefined && <option value={value}>{value}</option>}
          {budgets.map(({ budget_id: id }) => (
            <option key={id} value={id}>
              {id}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}
