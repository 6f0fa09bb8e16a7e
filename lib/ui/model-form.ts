import type { Model, ProviderFields } from "./api.gen"
import { budgetError, changedFields, foundErrors, nameError, numberOrNull, numberText, rateError } from "./limit-form"
import { shortTitle, type Thing } from "./undo/thing"
import { modelFormWords } from "./words/models"

/** A deployment as the visitor types it. */
export interface ModelForm {
  /** The prefix of `provider/model`; empty until one is chosen. */
  readonly provider: string
  /** The provider's own name of the model; of a stored one without a prefix, all of it. */
  readonly model: string
  /** True: the stored model names its provider in another way than by a prefix. */
  readonly bare: boolean
  /** What clients ask for; empty is the model's own name. */
  readonly name: string
  /** What the provider is reached with, by its name in `litellm_params`. Secrets are empty unless they are being changed. */
  readonly params: Readonly<Record<string, string>>
  /** Dollars a million tokens; empty is the price table's. */
  readonly inputPrice: string
  readonly outputPrice: string
  readonly rpm: string
  readonly tpm: string
  readonly weight: string
  readonly order: string
  /** Seconds. */
  readonly timeout: string
}

export const EMPTY_MODEL_FORM: ModelForm = {
  provider: "",
  model: "",
  bare: false,
  name: "",
  params: {},
  inputPrice: "",
  outputPrice: "",
  rpm: "",
  tpm: "",
  weight: "",
  order: "",
  timeout: "",
}

/** What views show in place of a secret. */
const HIDDEN = "[redacted]"
const PER_MILLION = 1e6

/** The form for changing a stored deployment; its secrets are not in it. */
export function modelFormOf({ model_name: name, litellm_params: given, model_info: info }: Model): ModelForm {
  const full = typeof given.model === "string" ? given.model : ""
  const prefix = `${info.litellm_provider}/`
  const params = Object.entries(given).filter((entry): entry is [string, string] => typeof entry[1] === "string")
  return {
    provider: info.litellm_provider,
    model: full.startsWith(prefix) ? full.slice(prefix.length) : full,
    bare: !full.startsWith(prefix),
    name,
    params: Object.fromEntries(params.filter(([key, value]) => key !== "model" && value !== HIDDEN)),
    inputPrice: priceText(given.input_cost_per_token),
    outputPrice: priceText(given.output_cost_per_token),
    rpm: numberText(given.rpm),
    tpm: numberText(given.tpm),
    weight: numberText(given.weight),
    order: numberText(given.order),
    timeout: numberText(given.timeout),
  }
}

/** Is a secret of this name stored with the deployment? */
export function hasSecret({ litellm_params: params }: Model, key: string): boolean {
  return params[key] === HIDDEN
}

/** What is wrong with the form, by field and in words; empty when it can be sent. */
export function checkModelForm(form: ModelForm): Partial<Record<keyof ModelForm, string>> {
  const price = (typed: string) => (budgetError(typed) === null ? null : modelFormWords.price.wrong)
  return foundErrors<keyof ModelForm>([
    ["provider", form.provider === "" ? modelFormWords.provider.missing : null],
    ["model", form.model.trim() === "" ? modelFormWords.model.missing : nameError(form.model)],
    ["name", nameError(form.name)],
    ["inputPrice", price(form.inputPrice) ?? (isHalf(form, "inputPrice") ? modelFormWords.price.half : null)],
    ["outputPrice", price(form.outputPrice) ?? (isHalf(form, "outputPrice") ? modelFormWords.price.half : null)],
    ["rpm", rateError(form.rpm)],
    ["tpm", rateError(form.tpm)],
    ["weight", amountError(form.weight)],
    ["order", rateError(form.order)],
    ["timeout", amountError(form.timeout)],
  ])
}

/** One price without the other would leave half of every request unpriced. */
function isHalf(form: ModelForm, name: "inputPrice" | "outputPrice"): boolean {
  return form[name].trim() === "" && (form.inputPrice + form.outputPrice).trim() !== ""
}

function amountError(typed: string): string | null {
  if (typed.trim() === "" || /^\d{1,9}(\.\d{1,6})?$/.test(typed.trim())) return null
  return modelFormWords.numberWrong
}

/** `provider/model`, as it is stored. */
export function modelPath({ provider, model, bare }: Pick<ModelForm, "provider" | "model" | "bare">): string {
  return bare ? model.trim() : `${provider}/${model.trim()}`
}

/** What clients will ask for. */
export function publicName(form: ModelForm): string {
  return form.name.trim() || form.model.trim()
}

/** The body for `/model/new`. `fields` are the provider's: what was typed for another one is not sent. */
export function modelBody(form: ModelForm, fields: ProviderFields["credential_fields"]) {
  const all = Object.entries(paramsOf(form, fields)).filter(([, value]) => value !== null)
  return { model_name: publicName(form), litellm_params: Object.fromEntries(all) }
}

/** The body for `/model/update` without the id: only what differs from the form as it was opened; null clears. */
export function modelChanges(before: ModelForm, after: ModelForm, fields: ProviderFields["credential_fields"]) {
  const params = changedFields(paramsOf(before, fields), paramsOf(after, fields))
  const name = publicName(after)
  return {
    ...(name === publicName(before) ? {} : { model_name: name }),
    ...(Object.keys(params).length === 0 ? {} : { litellm_params: params }),
  }
}

/** The changes that undo those; none where a stored secret was replaced, which nobody can read to put it back. */
export function modelChangesBack(model: Model, after: ModelForm, fields: ProviderFields["credential_fields"]) {
  const before = modelFormOf(model)
  const { litellm_params: params = {} } = modelChanges(before, after, fields)
  const replaced = Object.keys(params).some((name) => hasSecret(model, name))
  return replaced ? {} : modelChanges(after, before, fields)
}

function paramsOf(form: ModelForm, fields: ProviderFields["credential_fields"]): Record<string, unknown> {
  const own = fields.map(({ key }) => [key, form.params[key]?.trim() || null] as const)
  return {
    model: modelPath(form),
    ...Object.fromEntries(own),
    input_cost_per_token: perToken(form.inputPrice),
    output_cost_per_token: perToken(form.outputPrice),
    rpm: numberOrNull(form.rpm),
    tpm: numberOrNull(form.tpm),
    weight: numberOrNull(form.weight),
    order: numberOrNull(form.order),
    timeout: numberOrNull(form.timeout),
  }
}

/** "$2.50" a million → 0.0000025 a token. */
function perToken(typed: string): number | null {
  const plain = typed
    .trim()
    .replace(/^\$\s*/, "")
    .replaceAll(",", "")
  return plain === "" ? null : Number(plain) / PER_MILLION
}

function priceText(perTokenUsd: unknown): string {
  return typeof perTokenUsd === "number" ? String(Math.round(perTokenUsd * 1e15) / 1e9) : ""
}

/** A stored deployment, as something that is changed. */
export function modelThing(model: Model): Thing {
  const { id } = model.model_info
  return {
    subject: `model ${id}`,
    title: shortTitle(model.model_name),
    groups: ["models"],
    fits: ({ model_info: info }) => typeof info === "object" && info !== null && "id" in info && info.id === id,
    noWayBack: [],
  }
}
