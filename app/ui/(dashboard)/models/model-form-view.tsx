import { useQuery } from "@tanstack/react-query"
import type { ReactNode } from "react"
import { CheckedForm } from "#components/form/checked-form"
import { Field } from "#components/form/field"
import { Fold } from "#components/form/fold"
import { ErrorState } from "#components/ui/error-state"
import { Input } from "#components/ui/input"
import { Skeleton } from "#components/ui/skeleton"
import type { Model, ModelTestInput, ProviderFields } from "#lib/ui/api.gen"
import type { FormFields } from "#lib/ui/limit-form"
import { checkModelForm, type ModelForm, modelBody, modelChanges } from "#lib/ui/model-form"
import { modelFormWords } from "#lib/ui/words/models"
import { terms } from "#lib/ui/words/terms"
import { CredentialFields } from "./credential-fields"
import { ModelNames } from "./model-names"
import { ProviderPicker } from "./provider-picker"
import { providersQuery } from "./queries"
import { TryModel } from "./try-model"

type Fields = ProviderFields["credential_fields"]

interface ModelFormViewProps {
  initial: ModelForm
  /** The stored deployment that is changed; null for a new one. */
  stored: Model | null
  /** What the gateway said to the last attempt. */
  error: Error | null
  onSubmit: (form: ModelForm, fields: Fields) => void
  /** The buttons. */
  children: ReactNode
}

/** A deployment's fields: those of its provider, as the gateway declares them. */
export function ModelFormView({ initial, stored, error, onSubmit, children }: ModelFormViewProps) {
  const providers = useQuery(providersQuery)
  if (providers.isPending) return <Skeleton className="h-64" />
  if (providers.isError)
    return (
      <ErrorState
        title={modelFormWords.providersNotLoaded}
        error={providers.error}
        onRetry={() => void providers.refetch()}
        className="py-8"
      />
    )
  const fieldsOf = (form: ModelForm) =>
    providers.data.find((one) => one.litellm_provider === form.provider)?.credential_fields ?? []
  return (
    <CheckedForm
      initial={initial}
      check={checkModelForm}
      error={error}
      onSubmit={(form) => onSubmit(form, fieldsOf(form))}
      fields={(fields) => (
        <>
          {stored === null && <ProviderPicker {...fields} providers={providers.data} />}
          {fields.form.provider !== "" && (
            <>
              <ModelNames {...fields} />
              <CredentialFields {...fields} fields={fieldsOf(fields.form)} stored={stored} />
              <Prices {...fields} />
              <Routing {...fields} />
              <TryModel draft={draftOf(fields.form, { initial, stored, fields: fieldsOf(fields.form) })} />
            </>
          )}
        </>
      )}
    >
      {children}
    </CheckedForm>
  )
}

/** What the form would store, for a test of it; null while it could not be sent. */
function draftOf(
  form: ModelForm,
  { initial, stored, fields }: { initial: ModelForm; stored: Model | null; fields: Fields },
): ModelTestInput | null {
  if (Object.keys(checkModelForm(form)).length > 0) return null
  if (stored === null) return { litellm_params: modelBody(form, fields).litellm_params }
  const { litellm_params: params } = modelChanges(initial, form, fields)
  return { model_id: stored.model_info.id, ...(params === undefined ? {} : { litellm_params: params }) }
}

const priceWords = modelFormWords.price

const PRICES = [
  ["inputPrice", priceWords.input],
  ["outputPrice", priceWords.output],
] as const

function Prices({ form, errors, set }: FormFields<ModelForm>) {
  const used = PRICES.some(([name]) => form[name] !== "" || errors[name] !== undefined)
  return (
    <Fold title={priceWords.title} note={priceWords.note} used={used}>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        {PRICES.map(([name, label]) => (
          <Field key={name} id={`model-${name}`} label={label} error={errors[name]}>
            {(control) => (
              <Input
                {...control}
                inputMode="decimal"
                autoComplete="off"
                placeholder={priceWords.placeholder}
                value={form[name]}
                onChange={(event) => set({ [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </div>
      <p className="mt-3 text-faint text-xs">{priceWords.hint}</p>
    </Fold>
  )
}

const routingWords = modelFormWords.routing

const ROUTING = [
  ["rpm", terms.requestsPerMinute, terms.noLimit, routingWords.rpmHint],
  ["tpm", terms.tokensPerMinute, terms.noLimit, undefined],
  ["weight", routingWords.weight, "1", routingWords.weightHint],
  ["order", routingWords.order, routingWords.orderPlaceholder, routingWords.orderHint],
  ["timeout", routingWords.timeout, routingWords.timeoutPlaceholder, undefined],
] as const

function Routing({ form, errors, set }: FormFields<ModelForm>) {
  const used = ROUTING.some(([name]) => form[name] !== "" || errors[name] !== undefined)
  return (
    <Fold title={routingWords.title} note={routingWords.note} used={used}>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        {ROUTING.map(([name, label, placeholder, hint]) => (
          <Field key={name} id={`model-${name}`} label={label} hint={hint} error={errors[name]}>
            {(control) => (
              <Input
                {...control}
                inputMode="decimal"
                autoComplete="off"
                placeholder={placeholder}
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
