import { Field } from "#components/form/field"
import { Input } from "#components/ui/input"
import { Select } from "#components/ui/select"
import { type BudgetForm, type FormFields, hasBudget, type Period } from "#lib/ui/limit-form"

const PERIODS: readonly (readonly [Period, string])[] = [
  ["never", "Never"],
  ["1d", "Daily"],
  ["7d", "Weekly"],
  ["1mo", "Monthly"],
  ["custom", "Custom…"],
]

const PERIOD_HINTS: Partial<Record<Period, string>> = {
  "1d": "At midnight: UTC, unless the config sets a time zone.",
  "7d": "On Mondays at midnight: UTC, unless the config sets a time zone.",
  "1mo": "On the first of the month: UTC, unless the config sets a time zone.",
}

/** How much may be spent, and how often that starts anew. */
export function BudgetFields({ form, errors, set }: FormFields<BudgetForm>) {
  const limited = hasBudget(form)
  return (
    <div className="grid items-start gap-x-4 gap-y-5 sm:grid-cols-2">
      <Field
        id="budget"
        label="Budget (USD)"
        hint={form.budget.trim() === "" ? "Empty: no limit." : "Requests beyond it are refused."}
        error={errors.budget}
      >
        {(control) => (
          <Input
            {...control}
            inputMode="decimal"
            autoComplete="off"
            placeholder="No limit"
            value={form.budget}
            onChange={(event) => set({ budget: event.target.value })}
          />
        )}
      </Field>
      <Field id="period" label="Budget resets" hint={limited ? PERIOD_HINTS[form.period] : "Needs a budget."}>
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
          label="Reset every"
          hint="A number and a unit: 30m, 12h, 10d, 2w, 3mo."
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
