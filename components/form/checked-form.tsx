"use client"

import { type ReactNode, type SubmitEvent, useRef, useState } from "react"
import type { FormFields } from "#lib/ui/limit-form"

interface CheckedFormProps<Form> {
  initial: Form
  /** What is wrong with the form, by field; empty when it can be sent. */
  check: (form: Form) => Partial<Record<keyof Form, string>>
  /** What the gateway said to the last attempt. */
  error: Error | null
  onSubmit: (form: Form) => void
  fields: (fields: FormFields<Form>) => ReactNode
  /** The buttons. */
  children: ReactNode
}

/** A form that is checked before it is sent. Errors show from the first attempt on, and go as they are mended. */
export function CheckedForm<Form>({ initial, check, error, onSubmit, fields, children }: CheckedFormProps<Form>) {
  const [form, setForm] = useState(initial)
  const [tried, setTried] = useState(false)
  const element = useRef<HTMLFormElement>(null)
  const errors = tried ? check(form) : {}

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    if (Object.keys(check(form)).length === 0) return onSubmit(form)
    // Once the errors are on the page: to the first field that has one.
    requestAnimationFrame(() => element.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus())
  }

  return (
    <form ref={element} onSubmit={submit} noValidate className="space-y-5">
      {fields({ form, errors, set: (changed) => setForm((now) => ({ ...now, ...changed })) })}
      {error && (
        <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-danger text-sm">
          {error.message}
        </p>
      )}
      {children}
    </form>
  )
}
