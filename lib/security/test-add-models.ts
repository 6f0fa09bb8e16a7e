interface Added {
  /** Addresses of two providers. */
  readonly mock: string
  readonly echo: string
  /** Secrets: a provider's key, and one in an address and a header. */
  readonly key: string
  readonly query: string
}

/** Models over the API, changed, blocked and refused, with secrets in every slot. */
export async function addModels(
  ask: (method: string, path: string, body: unknown) => Promise<unknown>,
  { mock, echo, key, query }: Added,
): Promise<void> {
  const add = (name: string, params: Record<string, unknown>) =>
    ask("POST", "/model/new", {
      model_name: name,
      litellm_params: { api_key: key, num_retries: 0, ...params },
      model_info: { id: name.replace("/*", "") },
    })
  await add("stored", { model: "openai/ok", api_base: `${mock}/v1` })
  await add("echo-stored/*", { model: "openai/*", api_base: `${echo}/v1?sig=${query}` })
  await add("stored", { model: "openai/ok", extra_headers: { x: query } })
  await add("wrong", { model: "nobody/x", rpm: -1 })
  await ask("PATCH", "/model/stored/update", { litellm_params: { rpm: 1000, extra_body: { api_key: key } } })
  await ask("POST", "/model/block", { model_id: "echo-stored" })
  await ask("POST", "/model/unblock", { model_id: "echo-stored" })
}
