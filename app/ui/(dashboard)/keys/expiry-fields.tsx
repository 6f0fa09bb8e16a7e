import { Field } from "#components/form/field"
import { Input } from "#components/ui/input"
import { Select } from "#components/ui/select"
import { formatDateTime } from "#lib/ui/format"
import type { Expiry, KeyForm } from "#lib/ui/key-form"
import type { FormFields } from "#lib/ui/limit-form"
import { keyFormWords as words } from "#lib/ui/words/key-form"

const CHOICES: readonly (readonly [Expiry, string])[] = [
  ["never", words.expiries.never],
  ["1d", words.expiries.inOneDay],
  ["7d", words.expiries.inSevenDays],
  ["30d", words.expiries.inThirtyDays],
  ["90d", words.expiries.inNinetyDays],
  ["custom", words.expiries.custom],
]

interface ExpiryFieldsProps extends FormFields<KeyForm> {
  /** The key's present end, when it has one. */
  expires: string | null
}

/** Until when the key works. */
export function ExpiryFields({ form, errors, set, expires }: ExpiryFieldsProps) {
  return (
    <div className="grid items-start gap-x-4 gap-y-5 sm:grid-cols-2">
      <Field id="key-expires" label={words.expires}>
        {(control) => (
          <Select
            {...control}
            value={form.expires}
            onChange={(event) => set({ expires: event.target.value as Expiry })}
          >
            {expires !== null && <option value="keep">{formatDateTime(expires)}</option>}
            {CHOICES.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {form.expires === "custom" && (
        <Field id="key-custom-expiry" label={words.expiresIn} hint={words.expiresInHint} error={errors.customExpiry}>
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              placeholder="45d"
              value={form.customExpiry}
              onChange={(event) => set({ customExpiry: event.target.value })}
            />
          )}
        </Field>
      )}
    </div>
  )
}
