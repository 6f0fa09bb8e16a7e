import { anthropic } from "./anthropic"
import { cohere } from "./cohere"
import { deepseek } from "./deepseek"
import { groq } from "./groq"
import { mistral } from "./mistral"
import { ollama } from "./ollama"
import { openai } from "./openai"
import { openaiCompatible } from "./openai-compatible"
import { openrouter } from "./openrouter"
import { perplexity } from "./perplexity"
import type { Provider } from "./provider"
import { xai } from "./xai"

/** Every provider, by declaration. */
export const providers: readonly Provider[] = [
  openai,
  anthropic,
  ollama,
  cohere,
  deepseek,
  groq,
  mistral,
  openrouter,
  perplexity,
  xai,
  ...openaiCompatible,
]
