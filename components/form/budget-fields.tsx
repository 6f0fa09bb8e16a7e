import { Field } from "#components/form/field"
import { Input } from "#components/ui/input"
import { Select } from "#components/ui/select"
import { type BudgetForm, type FormFields, hasBudget, type Period } from "#lib/ui/limit-form"
import { budgetFieldsWords as words } from "#lib/ui/words/components-form"

const PERIODS: readonly (readonly [Period, string])[] = [
  ["never", words.periods.never],
  ["1d", words.periods.daily],
  ["7d", words.periods.weekly],
  ["1mo", words.periods.monthly],
  ["custom", words.periods.custom],
]

const PERIOD_HINTS: Partial<Record<Period, string>> = {
  "1d": words.periodHints.daily,
  "7d": words.periodHints.weekly,
  "1mo": words.periodHints.monthly,
}

/** How much may be spent, and how often that starts anew. */
export function BudgetFields({ form, errors, set }: FormFields<BudgetForm>) {
  const limited = hasBudget(form)
  return (
    <div className="grid items-start gap-x-4 gap-y-5 sm:grid-cols-2">
      <Field
        id="budget"
        label={words.label}
        hint={form.budget.trim() === "" ? words.emptyHint : words.setHint}
        error={errors.budget}
      >
        {(control) => (
          <Input
            {...control}
            inputMode="decimal"
            autoComplete="off"
            placeholder={words.placeholder}
            value={form.budget}
            onChange={(event) => set({ budget: event.target.value })}
          />
        )}
      </Field>
      <Field id="period" label={words.period} hint={limited ? PERIOD_HINTS[form.period] : words.periodNeedsBudget}>
        {(control) => (
          <Select
            {...control}
            disabled={!limited}
            value={form.period}
            onChange={(event) => set({ period: event.target.value as Period })}
          >
            {PERIODS.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {limited && form.period === "custom" && (
        <Field
          id="custom-period"
          label={words.customPeriod}
          hint={words.customPeriodHint}
          error={errors.customPeriod}
          className="sm:col-start-2"
        >
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              placeholder="12h"
              value={form.customPeriod}
              onChange={(event) => set({ customPeriod: event.target.value })}
            />
          )}
        </Field>
      )}
    </div>
  )
}
