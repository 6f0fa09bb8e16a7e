import { useQuery } from "@tanstack/react-query"
import { type ReactNode, type SubmitEvent, useRef, useState } from "react"
import { Segmented } from "#components/data-table/segmented"
import { Field } from "#components/form/field"
import { ModelPicker } from "#components/form/model-picker"
import { Input } from "#components/ui/input"
import { checkKeyForm, type KeyForm, type KeyFormErrors } from "#lib/ui/key-form"
import { modelNamesQuery } from "#lib/ui/models-query"
import { BudgetFields } from "./budget-fields"
import { ExpiryFields } from "./expiry-fields"
import { LimitFields } from "./limit-fields"

interface KeyFormViewProps {
  initial: KeyForm
  /** The key's present end, when it has one. */
  expires?: string | null | undefined
  /** What the gateway said to the last attempt. */
  error: Error | null
  onSubmit: (form: KeyForm) => void
  /** The buttons. */
  children: ReactNode
}

/** What each group of fields takes: the form, its errors, and how to change it. */
export interface FieldsProps {
  form: KeyForm
  errors: KeyFormErrors
  set: (fields: Partial<KeyForm>) => void
}

/** A key's fields. Errors show from the first attempt to send on, and go as they are mended. */
export function KeyFormView({ initial, expires, error, onSubmit, children }: KeyFormViewProps) {
  const [form, setForm] = useState(initial)
  const [tried, setTried] = useState(false)
  const element = useRef<HTMLFormElement>(null)
  const errors = tried ? checkKeyForm(form) : {}
  const set = (fields: Partial<KeyForm>) => setForm({ ...form, ...fields })

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    if (Object.keys(checkKeyForm(form)).length === 0) return onSubmit(form)
    // Once the errors are on the page: to the first field that has one.
    requestAnimationFrame(() => element.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus())
  }

  return (
    <form ref={element} onSubmit={submit} noValidate className="space-y-5">
      <Field id="key-name" label="Key name" error={errors.name}>
        {(control) => (
          <Input
            {...control}
            value={form.name}
            onChange={(event) => set({ name: event.target.value })}
            placeholder="billing-bot, Ada's laptop, …"
            autoComplete="off"
          />
        )}
      </Field>
      <ModelFields form={form} errors={errors} set={set} />
      <BudgetFields form={form} errors={errors} set={set} />
      <ExpiryFields form={form} errors={errors} set={set} expires={expires ?? null} />
      <LimitFields form={form} errors={errors} set={set} />
      {error && (
        <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-danger text-sm">
          {error.message}
        </p>
      )}
      {children}
    </form>
  )
}

const MODEL_CHOICES = [
  ["all", "All models"],
  ["some", "Only some"],
] as const

function ModelFields({ form, errors, set }: FieldsProps) {
  const { data: options = [] } = useQuery(modelNamesQuery)
  return (
    <div className="space-y-1.5">
      <p className="font-medium text-[0.8125rem]" aria-hidden>
        Models
      </p>
      <Segmented
        label="Models"
        value={form.allModels ? "all" : "some"}
        options={MODEL_CHOICES}
        onChange={(choice) => set({ allModels: choice === "all" })}
      />
      {!form.allModels && (
        <ModelPicker
          label="Allowed models"
          value={form.models}
          options={options}
          onChange={(models) => set({ models })}
          invalid={errors.models !== undefined}
          describedBy={errors.models === undefined ? undefined : "models-note"}
        />
      )}
      {errors.models !== undefined && (
        <p id="models-note" role="alert" className="text-danger text-xs">
          {errors.models}
        </p>
      )}
    </div>
  )
}
