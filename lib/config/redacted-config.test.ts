import { expect, it } from "vitest"
import { parseConfig } from "./load"
import { redactedConfig } from "./redacted-config"

const SECRET = "Qq7-hidden-value-42"

it("holds no secret, wherever a config can hold one, and stays readable otherwise", () => {
  const { config, findings } = parseConfig(
    JSON.stringify({
      environment_variables: { ANY: SECRET },
      model_list: [
        {
          model_name: "m",
          litellm_params: {
            model: "openai/m",
            api_base: `https://user:${SECRET}@host/v1`,
            api_key: SECRET,
            aws_secret_access_key: SECRET,
            azure_password: SECRET,
            vertex_credentials: { private_key: SECRET, nested: [{ a: SECRET }] },
            extra_headers: { "x-any": SECRET },
            max_tokens: 12,
            input_cost_per_token: 0.5,
          },
          model_info: { id: "shown" },
        },
      ],
      credential_list: [{ credential_name: "shown-too", credential_values: { any: SECRET } }],
      general_settings: {
        master_key: SECRET,
        database_url: `postgres://u:${SECRET}@db/x`,
        litellm_key_header_name: "x-key",
      },
      litellm_settings: {
        openai_key: SECRET,
        cache_params: { type: "redis", password: SECRET, url: `redis://:${SECRET}@r` },
      },
      router_settings: { redis_password: SECRET, num_retries: 2 },
      mcp_servers: {
        a: {
          url: `https://h/?token=${SECRET}`,
          authentication_token: SECRET,
          env: { ANY: SECRET },
          static_headers: { x: SECRET },
        },
      },
      callback_settings: { otel: { headers: { x: SECRET }, api_key: SECRET } },
      guardrails: [{ guardrail_name: "g", litellm_params: { guardrail: "x", mode: "pre_call", api_key: SECRET } }],
    }),
  )
  expect(findings.filter(({ severity }) => severity === "error")).toEqual([])
  const shown = redactedConfig(config)
  expect(JSON.stringify(shown)).not.toContain(SECRET)
  expect(shown).toMatchObject({
    model_list: [
      {
        model_name: "m",
        litellm_params: {
          model: "openai/m",
          api_key: "[redacted]",
          api_base: "https://[redacted]@host/v1",
          max_tokens: 12,
          input_cost_per_token: 0.5,
        },
        model_info: { id: "shown" },
      },
    ],
    credential_list: [{ credential_name: "shown-too" }],
    general_settings: { litellm_key_header_name: "x-key" },
    router_settings: { num_retries: 2 },
  })
  expect(JSON.parse(JSON.stringify(shown))).toEqual(shown)
})
