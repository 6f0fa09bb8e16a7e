import { Field } from "#components/form/field"
import { Input } from "#components/ui/input"
import { Textarea } from "#components/ui/textarea"
import type { AmountForm } from "#lib/ui/budget-request"
import { formatUsd } from "#lib/ui/format"
import type { FormFields } from "#lib/ui/limit-form"
import { budgetRequestFormWords } from "#lib/ui/words/budget-request-form"

interface AmountFieldsProps extends FormFields<AmountForm> {
  /** What the words are. */
  words: string
  /** Dollars there are now. */
  nowUsd: number | null
}

/** The new amount, and words about it. */
export function AmountFields({ form, errors, set, words, nowUsd }: AmountFieldsProps) {
  return (
    <>
      <Field
        id="request-amount"
        label={budgetRequestFormWords.amount}
        hint={nowUsd === null ? undefined : budgetRequestFormWords.amountNow(formatUsd(nowUsd))}
        error={errors.amount}
      >
        {(control) => (
          <Input
            {...control}
            inputMode="decimal"
            autoComplete="off"
            value={form.amount}
            onChange={(event) => set({ amount: event.target.value })}
          />
        )}
      </Field>
      <Field id="request-words" label={words} error={errors.words}>
        {(control) => (
          <Textarea {...control} value={form.words} onChange={(event) => set({ words: event.target.value })} />
        )}
      </Field>
    </>
  )
}
