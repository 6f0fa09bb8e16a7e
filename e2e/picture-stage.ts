import { seedScale } from "#lib/bench/seed/store"
import { makeLog } from "#lib/core/log"
import { openDatabase } from "#lib/db/open"
import { startMockProvider } from "#lib/testing/mock-provider"
import { newDataDir, removeDataDir, type SpawnedGateway, spawnGateway } from "#lib/testing/spawn-gateway"

const SIZES = { rows: 12_000, keys: 40, teams: 8, days: 60 }
const MODELS = [
  ["gpt-5", "openai", 1_250, 10_000],
  ["gpt-5-mini", "openai", 625, 5_000],
  ["claude-opus", "anthropic", 3_000, 15_000],
  ["claude-sonnet", "anthropic", 1_500, 7_500],
  ["codestral", "openai", 500, 1_500],
] as const
const ASKED = [
  ["gpt-5", "Explain in one sentence what a reverse proxy is."],
  ["claude-sonnet", "Which index would help this query?"],
  ["codestral", "Write a test for an empty list."],
  ["gpt-5-mini", "Summarize this thread in three bullets."],
] as const

function config(url: string): string {
  const models = MODELS.flatMap(([name, provider, inputNano, outputNano]) => [
    `  - model_name: ${name}`,
    "    litellm_params:",
    `      model: ${provider}/${name}`,
    `      api_base: ${url}${provider === "openai" ? "/v1" : ""}`,
    "      api_key: a-secret-of-the-provider",
    `      input_cost_per_token: ${(inputNano / 1e9).toFixed(9)}`,
    `      output_cost_per_token: ${(outputNano / 1e9).toFixed(9)}`,
    "    model_info: { mode: chat, max_input_tokens: 200000, max_output_tokens: 16000 }",
  ])
  return [
    "model_list:",
    ...models,
    "router_settings: { fallbacks: [{ gpt-5: [claude-sonnet] }] }",
    "general_settings: { store_prompts_in_spend_logs: true }",
    "litellm_settings: { cache: true, cache_params: { type: postgres } }",
    "",
  ].join("\n")
}

/** A gateway as a team of some size uses it: a month of the seed's requests, and a few of today with their words. */
export async function openPictureStage(): Promise<{ gateway: SpawnedGateway; close(): Promise<void> }> {
  const dataDir = newDataDir()
  const db = await openDatabase({ dataDir, log: makeLog("error"), progress: () => {} })
  await seedScale(db, { sizes: SIZES, endMs: Date.now() - 60_000, progress: () => {} })
  await db.close()
  const mock = await startMockProvider()
  const gateway = await spawnGateway({ yaml: config(mock.url), dataDir })
  await furnish(gateway)
  return {
    gateway,
    async close() {
      await gateway.stop()
      await mock.close()
      removeDataDir(dataDir)
    },
  }
}

async function furnish(gateway: SpawnedGateway): Promise<void> {
  const budget = { budget_id: "trial", max_budget: 10, budget_duration: "30d", rpm_limit: 60 }
  await post(gateway, "/budget/new", budget)
  await post(gateway, "/budget/new", { budget_id: "agents", max_budget: 250, budget_duration: "1mo" })
  const { key } = await post(gateway, "/key/generate", { key_alias: "docs-bot", max_budget: 5 })
  await post(gateway, "/key/generate", { key_alias: "nightly-evals", max_budget: 20, budget_duration: "1d" })
  for (const fact of ["Prefers answers in metric units.", "Works on the billing service."])
    await post(gateway, "/memory", { user_id: "customer-0007", fact })
  for (const user_id of ["user-0003", "user-0004"])
    await post(gateway, "/team/member_add", { team_id: "team-0001", member: { user_id, role: "user" } })
  // The second time they are answered from the cache.
  for (const [model, content] of [...ASKED, ...ASKED])
    await post(gateway, "/v1/chat/completions", { model, messages: [{ role: "user", content }] }, String(key))
  await fetch(`${gateway.url}/spend/verify`, {
    headers: { authorization: `Bearer ${gateway.masterKey}` },
    signal: AbortSignal.timeout(60_000),
  })
}

async function post(gateway: SpawnedGateway, path: string, body: object, key = gateway.masterKey) {
  const answer = await fetch(`${gateway.url}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as Record<string, unknown>
}
