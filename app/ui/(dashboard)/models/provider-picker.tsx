import { useState } from "react"
import { ChoicePicker } from "#components/form/choice-picker"
import type { ProviderFields } from "#lib/ui/api.gen"
import type { Choice } from "#lib/ui/choice"
import type { FormFields } from "#lib/ui/limit-form"
import type { ModelForm } from "#lib/ui/model-form"
import { modelFormWords } from "#lib/ui/words/models"
import { terms } from "#lib/ui/words/terms"

interface ProviderPickerProps extends FormFields<ModelForm> {
  providers: readonly ProviderFields[]
}

/** One of all providers, found by name or prefix. What was typed for another one is dropped. */
export function ProviderPicker({ form, errors, set, providers }: ProviderPickerProps) {
  const [search, setSearch] = useState("")
  const all = providers.map(
    (one): Choice => ({
      id: one.litellm_provider,
      name: one.provider_display_name,
      note: one.litellm_provider,
    }),
  )
  const typed = search.trim().toLowerCase()
  const options = all.filter(({ id, name }) => `${name} ${id}`.toLowerCase().includes(typed))
  // Who begins with what was typed comes first.
  options.sort((a, b) => Number(startsWith(b, typed)) - Number(startsWith(a, typed)))
  return (
    <div>
      <ChoicePicker
        label={terms.provider}
        hint={form.provider === "" ? modelFormWords.provider.hint(all.length) : undefined}
        placeholder={modelFormWords.provider.placeholder}
        value={all.filter(({ id }) => id === form.provider)}
        onChange={([chosen]) => set({ provider: chosen?.id ?? "", model: "", params: {} })}
        options={options}
        search={search}
        onSearch={setSearch}
      />
      {errors.provider !== undefined && (
        <p role="alert" className="mt-1.5 text-danger text-xs">
          {errors.provider}
        </p>
      )}
    </div>
  )
}

function startsWith({ id, name }: Choice, typed: string): boolean {
  return typed !== "" && (name.toLowerCase().startsWith(typed) || id.startsWith(typed))
}
