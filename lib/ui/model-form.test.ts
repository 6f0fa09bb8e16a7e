import { expect, it } from "vitest"
import type { Model, ProviderFields } from "./api.gen"
import {
  checkModelForm,
  EMPTY_MODEL_FORM,
  hasSecret,
  type ModelForm,
  modelBody,
  modelChanges,
  modelChangesBack,
  modelFormOf,
} from "./model-form"

const field = (key: string): ProviderFields["credential_fields"][number] => ({
  key,
  label: key,
  placeholder: null,
  tooltip: null,
  required: false,
  field_type: "text",
  options: null,
  default_value: null,
})
const FIELDS = [field("api_key"), field("api_base")]

const stored: Model = {
  model_name: "fast",
  litellm_params: {
    model: "openai/gpt-4o",
    api_key: "[redacted]",
    api_base: "http://here/v1",
    input_cost_per_token: 0.00000025,
    output_cost_per_token: 0.000001,
    rpm: 60,
  },
  model_info: {
    id: "m-1",
    mode: "chat",
    litellm_provider: "openai",
    input_cost_per_token: 0.00000025,
    output_cost_per_token: 0.000001,
    max_input_tokens: null,
    max_output_tokens: null,
    db_model: true,
    priced: true,
  },
}
const form = (fields: Partial<ModelForm>): ModelForm => ({ ...EMPTY_MODEL_FORM, ...fields })

it("a new model is sent with what was typed for its provider, and nothing of another one", () => {
  const params = { api_key: " sk-1 ", api_base: "", vertex_project: "left over" }
  const typed = form({ provider: "openai", model: "gpt-4o", params, inputPrice: "$0.25", outputPrice: "1", rpm: "60" })
  expect(checkModelForm(typed)).toEqual({})
  expect(modelBody(typed, FIELDS)).toEqual({
    model_name: "gpt-4o",
    litellm_params: {
      model: "openai/gpt-4o",
      api_key: "sk-1",
      input_cost_per_token: 2.5e-7,
      output_cost_per_token: 1e-6,
      rpm: 60,
    },
  })
})

it("what was not touched is not sent: a stored secret stays, an emptied field is cleared", () => {
  const before = modelFormOf(stored)
  expect([before.inputPrice, before.params.api_key, hasSecret(stored, "api_key")]).toEqual(["0.25", undefined, true])
  expect(modelChanges(before, before, FIELDS)).toEqual({})
  const after = { ...before, name: "faster", rpm: "", params: { ...before.params, api_key: "sk-2" } }
  expect(modelChanges(before, after, FIELDS)).toEqual({
    model_name: "faster",
    litellm_params: { api_key: "sk-2", rpm: null },
  })
})

it("a model that names its provider otherwise keeps its name as it is", () => {
  const bare = modelFormOf({ ...stored, litellm_params: { model: "gpt-4o" } })
  expect(modelChanges(bare, { ...bare, model: "gpt-5" }, FIELDS)).toEqual({ litellm_params: { model: "gpt-5" } })
})

it("what is wrong is said at its field", () => {
  const wrong = checkModelForm(form({ inputPrice: "cheap", rpm: "-1", timeout: "soon" }))
  expect(Object.keys(wrong).sort()).toEqual(["inputPrice", "model", "outputPrice", "provider", "rpm", "timeout"])
  expect(checkModelForm(form({ provider: "openai", model: "m", outputPrice: "1" }))).toEqual({
    inputPrice: "Give both prices, or none.",
  })
})

it("is undone by the values from before; not where a stored secret was replaced, which nobody can read", () => {
  const form = modelFormOf(stored)
  const renamed: ModelForm = {
    ...form,
    name: "faster",
    rpm: "",
    params: { ...form.params, api_base: "http://there/v1" },
  }
  expect(modelChangesBack(stored, renamed, FIELDS)).toEqual({
    model_name: "fast",
    litellm_params: { api_base: "http://here/v1", rpm: 60 },
  })
  const replaced: ModelForm = { ...form, name: "faster", params: { ...form.params, api_key: "another" } }
  expect(modelChangesBack(stored, replaced, FIELDS)).toEqual({})
})
