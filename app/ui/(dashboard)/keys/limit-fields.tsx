import { ChevronRight } from "lucide-react"
import { Field } from "#components/form/field"
import { Input } from "#components/ui/input"
import type { FieldsProps } from "./key-form"

const LIMITS = [
  ["rpm", "Requests per minute"],
  ["tpm", "Tokens per minute"],
  ["parallel", "Parallel requests"],
] as const

/** Rate limits, folded away until somebody wants them. */
export function LimitFields({ form, errors, set }: FieldsProps) {
  const used = LIMITS.some(([name]) => form[name] !== "" || errors[name] !== undefined)
  return (
    <details open={used || undefined} className="group/limits rounded-md border border-line">
      <summary className="flex list-none items-center gap-2 rounded-md px-3 py-2.5 font-medium text-[0.8125rem] [&::-webkit-details-marker]:hidden">
        <ChevronRight className="size-4 text-faint transition-transform group-open/limits:rotate-90" aria-hidden />
        Limits
        <span className="font-normal text-faint">requests, tokens, parallel</span>
      </summary>
      <div className="grid items-start gap-4 border-line border-t p-3 sm:grid-cols-3">
        {LIMITS.map(([name, label]) => (
          <Field key={name} id={`key-${name}`} label={label} error={errors[name]}>
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
    </details>
  )
}
