import { useQuery } from "@tanstack/react-query"
import { Field } from "#components/form/field"
import { Input } from "#components/ui/input"
import type { CatalogModel } from "#lib/ui/api.gen"
import { usdPerMillion } from "#lib/ui/deployment-row"
import { formatCompact, formatUsdExact } from "#lib/ui/format"
import type { FormFields } from "#lib/ui/limit-form"
import type { ModelForm } from "#lib/ui/model-form"
import { modelFormWords as words } from "#lib/ui/words/models"
import { terms } from "#lib/ui/words/terms"
import { catalogQuery } from "./queries"

/** The provider's model, with those the price table knows as suggestions, and the name clients ask for. */
export function ModelNames({ form, errors, set }: FormFields<ModelForm>) {
  const { data } = useQuery(catalogQuery(form.provider))
  const known = data?.data.find(({ model }) => model === form.model.trim())
  return (
    <div className="grid items-start gap-x-4 gap-y-5 sm:grid-cols-2">
      <Field id="model-model" label={terms.model} hint={hintOf(form, data?.data, known)} error={errors.model}>
        {(control) => (
          <>
            <Input
              {...control}
              list="known-models"
              value={form.model}
              onChange={(event) => set({ model: event.target.value })}
              placeholder={words.model.placeholder}
              autoComplete="off"
              spellCheck={false}
              className="font-mono placeholder:font-sans [&::-webkit-calendar-picker-indicator]:hidden!"
            />
            <datalist id="known-models">
              {data?.data.map(({ model, mode }) => (
                <option key={model} value={model}>
                  {mode}
                </option>
              ))}
            </datalist>
          </>
        )}
      </Field>
      <Field id="model-name" label={words.name.label} hint={words.name.hint} error={errors.name}>
        {(control) => (
          <Input
            {...control}
            value={form.name}
            onChange={(event) => set({ name: event.target.value })}
            placeholder={form.model.trim() || words.name.placeholder}
            autoComplete="off"
            spellCheck={false}
          />
        )}
      </Field>
    </div>
  )
}

/** What is known of the typed model: its price and window, or that its price has to be given. */
function hintOf(form: ModelForm, all: readonly CatalogModel[] | undefined, known: CatalogModel | undefined): string {
  if (all === undefined || form.model.trim() === "") return words.model.hint
  if (known === undefined) return words.model.unknown
  const input = usdPerMillion(known.input_cost_per_token)
  const output = usdPerMillion(known.output_cost_per_token)
  const price =
    input === null || output === null ? null : words.model.prices(formatUsdExact(input), formatUsdExact(output))
  const size = known.max_input_tokens === null ? null : words.model.context(formatCompact(known.max_input_tokens))
  return [known.mode, price, size].filter((part) => part !== null).join(" · ")
}
