import { anthropic } from "./anthropic"
import { ollama } from "./ollama"
import { openai } from "./openai"
import { openaiCompatible } from "./openai-compatible"
import type { Provider } from "./provider"

/** Every provider, by declaration. */
export const providers: readonly Provider[] = [openai, anthropic, ollama, ...openaiCompatible]
