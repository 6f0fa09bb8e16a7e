import { Field } from "#components/form/field"
import { Input } from "#components/ui/input"
import type { FormFields, LimitForm } from "#lib/ui/limit-form"
import { limitFieldsWords as words } from "#lib/ui/words/components-form"
import { Fold } from "./fold"

const LIMITS = [
  ["rpm", words.requestsPerMinute],
  ["tpm", words.tokensPerMinute],
  ["parallel", words.parallelRequests],
  ["tokens", words.periodTokens],
] as const

/** Rates and tokens, folded away until somebody wants them. */
export function LimitFields({ form, errors, set }: FormFields<Pick<LimitForm, "rpm" | "tpm" | "parallel" | "tokens">>) {
  const used = LIMITS.some(([name]) => form[name] !== "" || errors[name] !== undefined)
  return (
    <Fold title={words.title} note={words.note} used={used}>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        {LIMITS.map(([name, label]) => (
          <Field key={name} id={`limit-${name}`} label={label} error={errors[name]}>
            {(control) => (
              <Input
                {...control}
                inputMode="numeric"
                autoComplete="off"
                placeholder={words.placeholder}
                value={form[name]}
                onChange={(event) => set({ [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </div>
    </Fold>
  )
}
