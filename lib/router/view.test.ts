import { expect, it } from "vitest"
import { redactedParams } from "./view"

it("no login of a deployment is in its view, whatever it is called", () => {
  const secrets = {
    api_key: "s",
    azure_ad_token: "s",
    aws_session_token: "s",
    aws_web_identity_token: "s",
    client_secret: "s",
    azure_password: "s",
    vertex_credentials: "s",
    gigachat_access_token: "s",
    token: "s",
    oci_key: "s",
    extra_headers: { "x-anything": "s" },
  }
  expect(JSON.stringify(redactedParams(secrets))).not.toContain('"s"')
})

it("limits, prices and names are shown", () => {
  const plain = {
    model: "azure/mine",
    max_tokens: 5,
    max_completion_tokens: 6,
    input_cost_per_token: 0.1,
    output_cost_per_token: 0.2,
    cache_read_input_token_cost: 0.3,
    tenant_id: "t",
    api_version: "v1",
  }
  expect(redactedParams(plain)).toEqual(plain)
})
