import { anthropic } from "./anthropic"
import { azure } from "./azure"
import { azureAi } from "./azure-ai"
import { bedrock } from "./bedrock"
import { bedrockMantle } from "./bedrock-mantle"
import { cloudflare } from "./cloudflare"
import { cohere } from "./cohere"
import { databricks } from "./databricks"
import { deepseek } from "./deepseek"
import { fireworksAi } from "./fireworks-ai"
import { gemini } from "./gemini"
import { gigachat } from "./gigachat"
import { github } from "./github"
import { githubCopilot } from "./github-copilot"
import { groq } from "./groq"
import { huggingface } from "./huggingface"
import { mediaProviders } from "./kinds/media-providers"
import { withKinds } from "./kinds/with-kinds"
import { mistral } from "./mistral"
import { ollama } from "./ollama"
import { openai } from "./openai"
import { openaiCompatible } from "./openai-compatible"
import { openrouter } from "./openrouter"
import { perplexity } from "./perplexity"
import type { Provider } from "./provider"
import { replicate } from "./replicate"
import { snowflake } from "./snowflake"
import { textCompletionOpenai } from "./text-completion-openai"
import { vertexAi } from "./vertex-ai"
import { watsonx } from "./watsonx"
import { xai } from "./xai"

/** Every provider, by declaration. */
export const providers: readonly Provider[] = [
  openai,
  anthropic,
  azure,
  azureAi,
  bedrock,
  bedrockMantle,
  cloudflare,
  databricks,
  fireworksAi,
  gemini,
  gigachat,
  github,
  githubCopilot,
  huggingface,
  ollama,
  openrouter,
  replicate,
  snowflake,
  textCompletionOpenai,
  vertexAi,
  watsonx,
  cohere,
  deepseek,
  groq,
  mistral,
  perplexity,
  xai,
  ...openaiCompatible,
  ...mediaProviders,
].map(withKinds)
