/** Environment variables that show a provider is set up, where its key variables alone do not. */
const GOOGLE_CLOUD = ["VERTEXAI_PROJECT", "VERTEX_PROJECT", "GOOGLE_APPLICATION_CREDENTIALS"]

/** A provider that may serve a family, and variables beside its keys that show it is set up. */
export interface Candidate {
  readonly id: string
  readonly env: readonly string[]
}

const of = (id: string, env: readonly string[] = []): Candidate => ({ id, env })

/**
 * Who makes the models of a name, so that next year's `claude-…` needs no new catalog. First match counts; the providers of a
 * row are asked in order which one has a key.
 */
const FAMILIES: readonly (readonly [RegExp, readonly Candidate[]])[] = [
  // Only stands for the names that take its place, which say their own provider.
  [/^\*$/, [of("openai"), of("anthropic"), of("gemini"), of("azure"), of("openrouter"), of("groq"), of("mistral")]],
  [/^gpt-oss/, []],
  [/^(?:gpt-3\.5-turbo-instruct|(?:ft:)?(?:davinci|babbage)-)/, [of("text-completion-openai")]],
  [/^(?:ft:)?(?:gpt-|chatgpt-|o\d+(?:$|-)|codex-|computer-use-|dall-e-|sora-)/, [of("openai")]],
  [/^(?:whisper-1|tts-1|omni-moderation-|text-moderation-|text-embedding-(?:3-|ada-))/, [of("openai")]],
  [/^claude-/, [of("anthropic")]],
  [/^(?:gemini|imagen|veo|learnlm)-/, [of("gemini"), of("vertex_ai", GOOGLE_CLOUD)]],
  [/^(?:mistral|ministral|magistral|codestral|devstral|pixtral|voxtral|open-mi[sx]tral)-/, [of("mistral")]],
  [/^(?:command|c4ai-aya|rerank|embed-(?:english|multilingual|v\d))(?:$|-)/, [of("cohere")]],
  [/^deepseek-/, [of("deepseek")]],
  [/^grok-/, [of("xai")]],
  [/^sonar(?:$|-)/, [of("perplexity")]],
  [/^(?:kimi|moonshot)-/, [of("moonshot")]],
  [/^(?:qwen|qwq|qvq)(?:\d|-)/, [of("dashscope")]],
  [/^glm-/, [of("zai")]],
  [/^jamba-/, [of("ai21")]],
  [/^voyage-/, [of("voyage")]],
  [/^jina-/, [of("jina_ai")]],
  [/^minimax-/i, [of("minimax")]],
]

/** The providers that make the family a bare model name belongs to; none for a name of no known family. */
export function familyOf(model: string): readonly Candidate[] {
  return FAMILIES.find(([pattern]) => pattern.test(model))?.[1] ?? []
}
