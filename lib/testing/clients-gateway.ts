import { type MockProvider, startMockProvider } from "./mock-provider"
import type { Check, OpenAiSession } from "./node-client"
import { removeDataDir, type SpawnedGateway, spawnGateway } from "./spawn-gateway"

export interface ClientsGateway {
  readonly gateway: SpawnedGateway
  readonly mock: MockProvider
  /** A session with the models below; `overBudgetKey` has no money left. */
  session(model: string): Required<OpenAiSession>
  close(): Promise<void>
}

const yaml = (url: string) => `
model_list:
  - {model_name: claude, litellm_params: {model: anthropic/ok, api_base: "${url}", api_key: mock-secret-key, input_cost_per_token: 0.000001, output_cost_per_token: 0.000004}}
  - {model_name: chat, litellm_params: {model: openai/ok, api_base: "${url}/v1", api_key: mock-secret-key, input_cost_per_token: 0.000001, output_cost_per_token: 0.000004}}
  - {model_name: breaks, litellm_params: {model: anthropic/error-midstream, api_base: "${url}", api_key: mock-secret-key, num_retries: 0}}
  - {model_name: narrow, litellm_params: {model: openai/context-window, api_base: "${url}/v1", api_key: mock-secret-key}}
  - {model_name: embed, litellm_params: {model: openai/embed, api_base: "${url}/v1", api_key: mock-secret-key}}
  - {model_name: sorter, litellm_params: {model: cohere/rerank-v3.5, api_base: "${url}", api_key: mock-secret-key}}
`

/** The built gateway in front of the mock provider, for sessions of clients that were written by others. */
export async function clientsGateway(): Promise<ClientsGateway> {
  const mock = await startMockProvider()
  const gateway = await spawnGateway({ yaml: yaml(mock.url) })
  const key = async (fields: Record<string, unknown>): Promise<string> => {
    const made = await fetch(`${gateway.url}/key/generate`, {
      method: "POST",
      headers: { authorization: `Bearer ${gateway.masterKey}`, "content-type": "application/json" },
      body: JSON.stringify(fields),
    })
    return ((await made.json()) as { key: string }).key
  }
  const [apiKey, overBudgetKey] = [await key({ max_budget: 1 }), await key({ max_budget: 0 })]
  return {
    gateway,
    mock,
    session: (model) => ({ baseUrl: `${gateway.url}/v1`, apiKey, model, overBudgetKey }),
    async close() {
      await gateway.stop()
      await mock.close()
      removeDataDir(gateway.dataDir)
    },
  }
}

/** What of a session was not kept; a session that says nothing was not held. */
export function broken(checks: readonly Check[]): readonly unknown[] {
  return checks.length === 0 ? ["no check was made"] : checks.filter(({ ok }) => !ok)
}
