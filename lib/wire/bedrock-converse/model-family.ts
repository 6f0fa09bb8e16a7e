/** Model families whose settings differ on Bedrock; `other` also for names that say nothing (inference profiles). */
export type Family = "claude" | "nova" | "nova2" | "gpt-oss" | "qwen" | "mistral" | "plain" | "other"

const FAMILIES: readonly (readonly [RegExp, Family])[] = [
  [/claude/, "claude"],
  [/nova-2/, "nova2"],
  [/nova-/, "nova"],
  [/gpt-/, "gpt-oss"],
  [/qwen/, "qwen"],
  [/mistral|mixtral|pixtral|ministral|magistral|devstral|voxtral/, "mistral"],
  [/llama|cohere|command|jamba|ai21|titan|palmyra|deepseek/, "plain"],
]

/** The family of a Bedrock model id, with or without a region prefix, or of an ARN that names the model. */
export function familyOf(model: string): Family {
  return FAMILIES.find(([pattern]) => pattern.test(model))?.[1] ?? "other"
}

/** Claude's version as a number (`claude-sonnet-4-5-20250929` → 4.5); 0 for the older names with the version up front. */
function claudeVersion(model: string): number {
  const match = /claude-[a-z]+-(\d{1,2})(?:-(\d{1,2}))?(?!\d)/.exec(model)
  return match ? Number(match[1]) + Number(match[2] ?? 0) / 10 : 0
}

/**
 * Does Bedrock itself hold the model to a JSON schema (`outputConfig.textFormat`, and `strict` tools)? Those that do not, by
 * docs.aws.amazon.com/bedrock/latest/userguide/structured-output.html: Claude before 4.5, Amazon's, Meta's, Cohere's and AI21's,
 * and the first models of Mistral and DeepSeek.
 */
export function hasNativeSchema(model: string): boolean {
  if (/claude/.test(model)) return claudeVersion(model) >= 4.5
  return !/nova|titan|llama|cohere|command|jamba|ai21|palmyra|mistral-7b|mixtral|mistral-(?:large|small)-24|pixtral|deepseek\.r1/.test(
    model,
  )
}

/** Can the model be made to call a tool (`toolChoice` any or tool; API_runtime_ToolChoice)? */
export function canForceTools(model: string): boolean {
  return familyOf(model) !== "plain"
}
