import type { ReactNode } from "react"
import { CheckedForm } from "#components/form/checked-form"
import { Field } from "#components/form/field"
import { Input } from "#components/ui/input"

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
    ...(user.trim() === "" && { user: "Say about whom it is." }),
    ...(fact.trim() === "" && { fact: "Write one short sentence." }),
    ...(fact.trim().length > MAX_CHARS && { fact: `At most ${MAX_CHARS} characters.` }),
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
            <Field id="fact-user" label="User" hint="What requests send as user." error={errors.user}>
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
          <Field
            id="fact-text"
            label="Fact"
            hint="One short sentence. Models are told it as something to know, not to obey."
            error={errors.fact}
          >
            {(control) => (
              <Input
                {...control}
                value={typed.fact}
                onChange={(event) => set({ fact: event.target.value })}
                placeholder="Prefers metric units."
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
