/** A model's name, and what else says whose it is. */
export interface ModelName {
  model: string
  custom_llm_provider?: string | undefined
  api_base?: string | undefined
  api_key?: string | undefined
}

/** Both ways helpers can be called: `f("gpt-4o")` and `f({ model: "gpt-4o" })`. */
export function modelName(name: string | ModelName, customLlmProvider?: string): ModelName {
  if (typeof name !== "string") return name
  return customLlmProvider === undefined ? { model: name } : { model: name, custom_llm_provider: customLlmProvider }
}
