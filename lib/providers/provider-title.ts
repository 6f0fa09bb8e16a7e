/** Words that are not written like others. */
const WORDS: Readonly<Record<string, string>> = {
  ai: "AI",
  ai21: "AI21",
  aiml: "AI/ML API",
  api: "API",
  aws: "AWS",
  bedrock: "Amazon Bedrock",
  cometapi: "CometAPI",
  deepinfra: "DeepInfra",
  deepseek: "DeepSeek",
  elevenlabs: "ElevenLabs",
  friendliai: "FriendliAI",
  gigachat: "GigaChat",
  github: "GitHub",
  huggingface: "Hugging Face",
  lm: "LM",
  minimax: "MiniMax",
  nvidia: "NVIDIA",
  nim: "NIM",
  oci: "OCI",
  openai: "OpenAI",
  openrouter: "OpenRouter",
  ovhcloud: "OVHcloud",
  sambanova: "SambaNova",
  vllm: "vLLM",
  watsonx: "watsonx.ai",
  xai: "xAI",
}

/** A provider's name for people, made from its prefix: `azure_ai` → "Azure AI". */
export function providerTitle(id: string): string {
  return id
    .split(/[_-]/)
    .map((word) => WORDS[word] ?? word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ")
}
