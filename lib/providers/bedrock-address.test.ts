import { describe, expect, it } from "vitest"
import { awsEndpoint, awsRegion, listedName, parseBedrockModel } from "./bedrock-address"
import type { Given } from "./provider"

const given = (params: Given["params"], env: Given["env"] = {}): Given => ({ model: "m", apiKey: "", params, env })
const ARN = "arn:aws:bedrock:eu-west-3:123456789012:application-inference-profile/otnfa2ysixqd"

describe("a Bedrock model's name", () => {
  it.each([
    ["amazon.nova-micro-v1:0", "amazon.nova-micro-v1:0", null, null],
    ["converse/us.amazon.nova-pro-v1:0", "us.amazon.nova-pro-v1:0", "converse", null],
    ["invoke/anthropic.claude-v2", "anthropic.claude-v2", "invoke", null],
    ["us-gov-west-1/anthropic.claude-v2:1", "anthropic.claude-v2:1", null, "us-gov-west-1"],
    ["converse/ap-southeast-2/meta.llama3-8b", "meta.llama3-8b", "converse", "ap-southeast-2"],
    ["us-east-1/invoke/anthropic.claude-v2", "anthropic.claude-v2", "invoke", "us-east-1"],
    ["us-east-1/6-month-commitment/anthropic.claude-v1", "anthropic.claude-v1", null, "us-east-1"],
    [ARN, ARN, null, "eu-west-3"],
    [`converse/us-east-1/${ARN}`, ARN, "converse", "us-east-1"],
    [`deepseek_r1/${ARN}`, ARN, null, "eu-west-3"],
  ])("%s", (name, model, route, region) => {
    expect(parseBedrockModel(name)).toEqual({ model, route, region })
  })

  it.each([
    ["us.meta.llama4-maverick-17b-instruct-v1:0", "meta.llama4-maverick-17b-instruct-v1:0"],
    ["us-gov.anthropic.claude-v2", "anthropic.claude-v2"],
    ["amazon.nova-micro-v1:0", "amazon.nova-micro-v1:0"],
    ["arn:aws:bedrock:us-east-1:1:inference-profile/us.amazon.nova-pro-v1:0", "us.amazon.nova-pro-v1:0"],
  ])("%s has the price of %s where it has none of its own", (model, listed) => {
    expect(listedName(model)).toBe(listed)
  })
})

describe("the region", () => {
  const env = { AWS_REGION_NAME: "us-east-1", AWS_REGION: "us-east-2", AWS_DEFAULT_REGION: "eu-west-1" }
  it("is the deployment's, then the name's, then the environment's in LiteLLM's order, then us-west-2", () => {
    expect(awsRegion(given({ aws_region_name: "eu-central-1" }, env), "ap-south-1")).toBe("eu-central-1")
    expect(awsRegion(given({}, env), "ap-south-1")).toBe("ap-south-1")
    expect(awsRegion(given({}, env), null)).toBe("us-east-1")
    expect(awsRegion(given({}, { ...env, AWS_REGION_NAME: "" }), null)).toBe("us-east-2")
    expect(awsRegion(given({}, { AWS_DEFAULT_REGION: "eu-west-1" }), null)).toBe("eu-west-1")
    expect(awsRegion(given({}), null)).toBe("us-west-2")
  })

  it.each(["evil.example/", "us-east-1.evil.example", "us_east_1", "US-EAST-1", "x@y"])(
    "%s is refused with the name of the setting",
    (region) => {
      expect(() => awsRegion(given({ aws_region_name: region }), null)).toThrow(/aws_region_name is no AWS region/)
      expect(() => awsRegion(given({}, { AWS_REGION: region }), null)).toThrow(/AWS_REGION is no AWS region/)
    },
  )

  it("may be one nobody here has heard of when the address is given", () => {
    expect(() => awsRegion(given({}), "us-east-9")).toThrow(/us-east-1.*aws_bedrock_runtime_endpoint/)
    expect(awsRegion(given({ aws_bedrock_runtime_endpoint: "https://b.example.com" }), "us-east-9")).toBe("us-east-9")
    expect(() => awsRegion(given({ api_base: "https://b.example.com" }), "us_east_9")).toThrow(/no AWS region/)
  })

  it("decides the address", () => {
    expect(awsEndpoint("bedrock-runtime", "us-east-1")).toBe("https://bedrock-runtime.us-east-1.amazonaws.com")
    expect(awsEndpoint("bedrock-runtime", "cn-north-1")).toBe("https://bedrock-runtime.cn-north-1.amazonaws.com.cn")
  })
})
