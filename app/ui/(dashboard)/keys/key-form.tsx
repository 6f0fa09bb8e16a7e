import { useQuery } from "@tanstack/react-query"
import type { ReactNode } from "react"
import { BudgetFields } from "#components/form/budget-fields"
import { CheckedForm } from "#components/form/checked-form"
import { Field } from "#components/form/field"
import { LimitFields } from "#components/form/limit-fields"
import { ModelFields } from "#components/form/model-fields"
import { Input } from "#components/ui/input"
import { checkKeyForm, type KeyForm } from "#lib/ui/key-form"
import { modelNamesQuery } from "#lib/ui/models-query"
import { keyFormWords as words } from "#lib/ui/words/key-form"
import { ExpiryFields } from "./expiry-fields"
import { OwnerFields } from "./owner-fields"

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

/** A key's fields. */
export function KeyFormView({ expires, children, ...form }: KeyFormViewProps) {
  const { data: models = [] } = useQuery(modelNamesQuery)
  return (
    <CheckedForm
      {...form}
      check={checkKeyForm}
      fields={(fields) => (
        <>
          <Field id="key-name" label={words.name} error={fields.errors.name}>
            {(control) => (
              <Input
                {...control}
                value={fields.form.name}
                onChange={(event) => fields.set({ name: event.target.value })}
                placeholder={words.namePlaceholder}
                autoComplete="off"
              />
            )}
          </Field>
          <OwnerFields {...fields} />
          <ModelFields {...fields} options={models} />
          <BudgetFields {...fields} />
          <ExpiryFields {...fields} expires={expires ?? null} />
          <LimitFields {...fields} />
        </>
      )}
    >
      {children}
    </CheckedForm>
  )
}
