import { Segmented } from "#components/data-table/segmented"
import type { FormFields, LimitForm } from "#lib/ui/limit-form"
import { modelFieldsWords as words } from "#lib/ui/words/components-form"
import { ModelPicker } from "./model-picker"

const CHOICES = [
  ["all", words.allModels],
  ["some", words.onlySome],
] as const

interface ModelFieldsProps extends FormFields<Pick<LimitForm, "allModels" | "models">> {
  /** The models there are. */
  options: readonly string[]
}

/** Every model, or only those that are picked. */
export function ModelFields({ form, errors, set, options }: ModelFieldsProps) {
  return (
    <div className="space-y-1.5">
      <p className="font-medium text-[0.8125rem]" aria-hidden>
        {words.label}
      </p>
      <Segmented
        label={words.label}
        value={form.allModels ? "all" : "some"}
        options={CHOICES}
        onChange={(choice) => set({ allModels: choice === "all" })}
      />
      {!form.allModels && (
        <ModelPicker
          label={words.allowed}
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
