import { z } from "zod"
import type { CatalogModel } from "#lib/catalog/catalog"
import { providerModels } from "#lib/catalog/provider-models"
import { GatewayError } from "#lib/core/errors"
import { providers } from "#lib/providers/index"
import type { Provider } from "#lib/providers/provider"
import type { ProviderField } from "#lib/providers/provider-field"
import { providerTitle } from "#lib/providers/provider-title"
import type { AdminContext } from "./context"
import { label } from "./fields"
import { defineResource, get } from "./resource"

const CredentialField = z.object({
  key: z.string().describe("Its name in litellm_params"),
  label: z.string(),
  placeholder: z.string().nullable(),
  tooltip: z.string().nullable(),
  required: z.boolean().describe("True: nothing but the deployment can say it"),
  field_type: z.enum(["text", "password", "textarea"]),
  options: z.array(z.string()).nullable(),
  default_value: z.string().nullable(),
})

const ProviderFields = z.object({
  provider: z.string(),
  provider_display_name: z.string(),
  litellm_provider: z.string().describe("The prefix in provider/model"),
  default_model_placeholder: z.null().describe("GET /model/catalog has the models"),
  credential_fields: z.array(CredentialField),
})

const KnownModel = z.object({
  model: z.string().describe("The provider's own name"),
  mode: z.string(),
  input_cost_per_token: z.number().nullable().describe("Dollars"),
  output_cost_per_token: z.number().nullable(),
  max_input_tokens: z.number().nullable(),
})

/** What is known of providers and their models without any deployment. */
export const providerFields = defineResource(
  "provider",
  {
    names: get("/public/providers", {
      summary: "The prefixes of all providers",
      needs: "public",
      input: z.strictObject({}),
      output: z.array(z.string()),
      run: () => Promise.resolve(providers.map(({ id }) => id).sort()),
    }),
    fields: get("/public/providers/fields", {
      summary: "What a deployment of each provider is reached with: the fields of a form for it",
      needs: "public",
      input: z.strictObject({}),
      output: z.array(ProviderFields),
      run: () => Promise.resolve(allFields()),
    }),
    models: get("/model/catalog", {
      summary: "The models the price table knows of a provider",
      needs: "models:read",
      input: z.strictObject({ provider: label.min(1).describe("A prefix, from /public/providers") }),
      output: z.object({ data: z.array(KnownModel) }),
      run: (ctx, { provider }) => Promise.resolve({ data: knownModels(ctx, providerOf(provider)) }),
    }),
  },
  { ProviderFields, CatalogModel: KnownModel },
)

function providerOf(id: string): Provider {
  const found = providers.find((provider) => provider.id === id || provider.aliases?.includes(id))
  if (found) return found
  const say = `There is no provider "${id.slice(0, 70)}". GET /public/providers lists them.`
  throw new GatewayError("invalid_request", say, { param: "provider" })
}

function allFields(): z.output<typeof ProviderFields>[] {
  const rows = providers.map((provider) => ({
    provider: provider.id,
    provider_display_name: providerTitle(provider.id),
    litellm_provider: provider.id,
    default_model_placeholder: null,
    credential_fields: fieldsOf(provider).map(viewField),
  }))
  return rows.sort((a, b) => a.provider_display_name.localeCompare(b.provider_display_name, "en"))
}

/** Key and address, as every provider has them, and then its own. */
function fieldsOf(provider: Provider): (ProviderField & { readonly required?: boolean })[] {
  const { keyEnv, needsKey, baseUrl, baseUrlEnv = [], connect, fields = [] } = provider
  const base = baseUrl ?? (connect === undefined ? "http://localhost:8000/v1" : null)
  const key: ProviderField = { key: "api_key", label: "API key", kind: "password", hint: keyHint(keyEnv, needsKey) }
  const noKey = keyEnv.length === 0 && !needsKey && connect !== undefined && fields.length > 0
  return [
    ...(noKey ? [] : [key]),
    {
      key: "api_base",
      label: "Address",
      ...(base === null ? {} : { placeholder: base }),
      hint: addressHint(provider),
      required: baseUrl === null && connect === undefined && baseUrlEnv.length === 0,
    },
    ...fields,
  ]
}

function keyHint(keyEnv: readonly string[], needsKey: boolean): string {
  const variables = keyEnv.join(" or ")
  if (variables === "") return "If it asks for one."
  return needsKey ? `Empty: ${variables} of the gateway's environment.` : `If it asks for one. Or ${variables}.`
}

function addressHint({ baseUrl, baseUrlEnv = [], connect }: Provider): string {
  const variables = baseUrlEnv.join(" or ")
  if (baseUrl !== null) return "Empty: the provider's own."
  if (connect === undefined)
    return variables === "" ? "Where your server is." : `Where your server is. Or ${variables}.`
  return variables === ""
    ? "Empty: it follows from the rest."
    : `Yours, unless it follows from the rest. Or ${variables}.`
}

function viewField(field: ProviderField & { readonly required?: boolean }): z.output<typeof CredentialField> {
  return {
    key: field.key,
    label: field.label,
    placeholder: field.placeholder ?? null,
    tooltip: field.hint ?? null,
    required: field.required ?? false,
    field_type: field.kind ?? "text",
    options: null,
    default_value: null,
  }
}

const listedAs = ({ catalogId, id }: Provider): string => catalogId ?? id

function modelNames(ctx: AdminContext, provider: Provider): readonly string[] {
  return providerModels(ctx.catalog(), listedAs(provider))
}

function knownModels(ctx: AdminContext, provider: Provider): z.output<typeof KnownModel>[] {
  return modelNames(ctx, provider).flatMap((name) => {
    const known = ctx.catalog().find(listedAs(provider), name)
    return known === null ? [] : [viewKnown(name, known)]
  })
}

function viewKnown(name: string, { mode, fields, maxInputTokens }: CatalogModel): z.output<typeof KnownModel> {
  const usd = (value: unknown) => (typeof value === "number" ? value : null)
  return {
    model: name,
    mode,
    input_cost_per_token: usd(fields.input_cost_per_token),
    output_cost_per_token: usd(fields.output_cost_per_token),
    max_input_tokens: maxInputTokens,
  }
}
