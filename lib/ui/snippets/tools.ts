import { quoted, shell } from "./quote"
import type { SnippetFacts } from "./snippet"

/** Claude Code adds `/v1/messages` itself, prefers ANTHROPIC_API_KEY, and asks a second, smaller model for side work. */
export function claudeCode({ origin, key, model }: SnippetFacts): string {
  return `unset ANTHROPIC_API_KEY
export ANTHROPIC_BASE_URL=${shell(origin)}
export ANTHROPIC_AUTH_TOKEN=${shell(key)}
export ANTHROPIC_MODEL=${shell(model)}
export ANTHROPIC_DEFAULT_HAIKU_MODEL=${shell(model)}
claude`
}

export function codex({ origin, key, model }: SnippetFacts): string {
  return `# ~/.codex/config.toml
model = ${quoted(model)}
model_provider = "tollgate"

[model_providers.tollgate]
name = "Tollgate"
base_url = ${quoted(`${origin}/v1`)}
env_key = "TOLLGATE_KEY"
wire_api = "responses"

# and in the shell that starts codex:
# export TOLLGATE_KEY=${shell(key)}`
}

export function cursor({ origin, key, model }: SnippetFacts): string {
  return `Cursor Settings → Models → API Keys

OpenAI API Key            ${oneLine(key)}
Override OpenAI Base URL  ${origin}/v1
Add Custom Model          ${oneLine(model)}`
}

export function cline({ origin, key, model }: SnippetFacts): string {
  return `Cline → Settings → API Configuration

API Provider  OpenAI Compatible
Base URL      ${origin}/v1
API Key       ${oneLine(key)}
Model ID      ${oneLine(model)}`
}

export function continueDev({ origin, key, model }: SnippetFacts): string {
  return `# ~/.continue/config.yaml
name: Tollgate
version: 0.0.1
schema: v1
models:
  - name: ${quoted(model)}
    provider: openai
    model: ${quoted(model)}
    apiBase: ${quoted(`${origin}/v1`)}
    apiKey: ${quoted(key)}
    roles: [chat, edit, apply]`
}

export function aider({ origin, key, model }: SnippetFacts): string {
  return `export OPENAI_API_BASE=${shell(`${origin}/v1`)}
export OPENAI_API_KEY=${shell(key)}
aider --model ${shell(`openai/${model}`)}`
}

export function openhands({ origin, key, model }: SnippetFacts): string {
  return `OpenHands → Settings → LLM → Advanced

Custom Model  openai/${oneLine(model)}
Base URL      ${origin}/v1
API Key       ${oneLine(key)}`
}

/** Gemini CLI adds `/v1beta/models/…` itself. */
export function gemini({ origin, key, model }: SnippetFacts): string {
  return `export GOOGLE_GEMINI_BASE_URL=${shell(origin)}
export GEMINI_API_KEY=${shell(key)}
export GEMINI_MODEL=${shell(model)}
gemini`
}

export function other({ origin, key, model }: SnippetFacts): string {
  return `export OPENAI_BASE_URL=${shell(`${origin}/v1`)}
export OPENAI_API_KEY=${shell(key)}
export OPENAI_MODEL=${shell(model)}`
}

/** For fields that are typed into, where nothing is quoted. */
const oneLine = (text: string) => text.replace(/\s+/g, " ")
