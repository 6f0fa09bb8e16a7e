import type { ReactNode } from "react"
import { CheckedForm } from "#components/form/checked-form"
import { Field } from "#components/form/field"
import { Input } from "#components/ui/input"
import { factWords } from "#lib/ui/words/memory"

const words = factWords.form

/** What is typed. */
export interface FactForm {
  readonly user: string
  readonly fact: string
}

interface FactFormProps {
  /** False: about whom it is stays as it is. */
  asksUser: boolean
  initial: FactForm
  error: Error | null
  onSubmit: (form: FactForm) => void
  children: ReactNode
}

const MAX_CHARS = 500

function check({ user, fact }: FactForm): Partial<Record<keyof FactForm, string>> {
  return {
    ...(user.trim() === "" && { user: words.userMissing }),
    ...(fact.trim() === "" && { fact: words.factMissing }),
    ...(fact.trim().length > MAX_CHARS && { fact: words.factTooLong(MAX_CHARS) }),
  }
}

/** One fact. */
export function FactFormView({ asksUser, children, ...form }: FactFormProps) {
  return (
    <CheckedForm
      {...form}
      check={check}
      fields={({ form: typed, errors, set }) => (
        <>
          {asksUser && (
            <Field id="fact-user" label={words.user} hint={words.userHint} error={errors.user}>
              {(control) => (
                <Input
                  {...control}
                  value={typed.user}
                  onChange={(event) => set({ user: event.target.value })}
                  autoComplete="off"
                  spellCheck={false}
                />
              )}
            </Field>
          )}
          <Field id="fact-text" label={words.fact} hint={words.factHint} error={errors.fact}>
            {(control) => (
              <Input
                {...control}
                value={typed.fact}
                onChange={(event) => set({ fact: event.target.value })}
                placeholder={words.factExample}
                autoComplete="off"
              />
            )}
          </Field>
        </>
      )}
    >
      {children}
    </CheckedForm>
  )
}
