import { Field } from "#components/form/field"
import { Input } from "#components/ui/input"
import type { Model, ProviderFields } from "#lib/ui/api.gen"
import { cn } from "#lib/ui/cn"
import type { FormFields } from "#lib/ui/limit-form"
import { hasSecret, type ModelForm } from "#lib/ui/model-form"
import { modelFormWords } from "#lib/ui/words/models"

type CredentialField = ProviderFields["credential_fields"][number]

interface CredentialFieldsProps extends FormFields<ModelForm> {
  fields: readonly CredentialField[]
  stored: Model | null
}

/** What the provider is reached with. A stored secret is not here: it stays unless a new one is typed. */
export function CredentialFields({ form, set, fields, stored }: CredentialFieldsProps) {
  return (
    <div className="grid items-start gap-x-4 gap-y-5 sm:grid-cols-2">
      {fields.map((field) => {
        const kept = stored !== null && hasSecret(stored, field.key)
        return (
          <Field
            key={field.key}
            id={`credential-${field.key}`}
            label={field.label}
            hint={kept ? modelFormWords.secretKept : field.tooltip}
            className={field.field_type === "textarea" ? "sm:col-span-2" : undefined}
          >
            {(control) => (
              <CredentialInput
                {...control}
                field={field}
                placeholder={kept ? "••••••••" : (field.placeholder ?? "")}
                value={form.params[field.key] ?? ""}
                onChange={(typed) => set({ params: { ...form.params, [field.key]: typed } })}
              />
            )}
          </Field>
        )
      })}
    </div>
  )
}

interface CredentialInputProps {
  id: string
  "aria-invalid": boolean
  "aria-describedby": string | undefined
  field: CredentialField
  placeholder: string
  value: string
  onChange: (typed: string) => void
}

/** Secrets are dots; no browser offers to remember them or fills in one of its own. */
function CredentialInput({ field, onChange, ...control }: CredentialInputProps) {
  const secret = field.field_type === "password"
  const plain = { autoComplete: secret ? "new-password" : "off", spellCheck: false } as const
  if (field.field_type === "textarea")
    return (
      <textarea
        {...control}
        {...plain}
        rows={4}
        onChange={(event) => onChange(event.target.value)}
        className={cn(
          "w-full rounded-md border border-field bg-surface px-3 py-2 font-mono text-ink text-xs placeholder:text-faint",
          "hover:border-muted focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0 max-sm:text-base",
        )}
      />
    )
  return (
    <Input
      {...control}
      {...plain}
      type={secret ? "password" : "text"}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
