/** A config file with three deployments under two names. */
export const CONFIG_EXAMPLE = `model_list:
  - model_name: fast                  # what clients ask for
    litellm_params:
      model: openai/gpt-4.1-mini      # provider/model
      api_key: os.environ/OPENAI_API_KEY
  - model_name: fast                  # the same name again: load is shared
    litellm_params:
      model: anthropic/claude-haiku-4-5
      api_key: os.environ/ANTHROPIC_API_KEY
  - model_name: local
    litellm_params:
      model: ollama/llama3.2
      api_base: http://localhost:11434`

/** Loads the config file anew at this gateway: scheme, host and port, no path. */
export function reloadCommand(origin: string): string {
  return `curl -X POST ${origin}/config/reload -H "Authorization: Bearer $LITELLM_MASTER_KEY"`
}
