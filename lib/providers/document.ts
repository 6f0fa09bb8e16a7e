import type { Kind } from "#lib/wire/kinds"
import { providers } from "./index"
import { ROWS } from "./openai-compatible-rows"
import type { Provider } from "./provider"

const HEAD = `# Providers

A model is named \`provider/model\`: \`groq/llama-3.3-70b-versatile\`. The part before the first slash is one of the prefixes
below; what follows is the provider's own name of the model. A name without a prefix goes where \`api_base\` points, if that is
a host from this table, else to the maker of its family (\`gpt-…\`, \`claude-…\`, \`gemini-…\`), else to where the price table
knows it; of several, to the one whose key is set. \`custom_llm_provider\` wins over all of this.

- **Key**: the variables that may hold it, the first that is set counts; \`api_key\` of the deployment wins.
- **Address**: used unless the deployment's \`api_base\` or one of the variables says otherwise. "Yours" has no default; "of the
  deployment" follows from its region, account or resource.
- **Kinds of call**: chat is served under \`/v1/chat/completions\`, \`/v1/messages\`, \`/v1/responses\` and
  \`/v1beta/models/{model}:generateContent\` alike, translated where the provider speaks another dialect. A kind may be limited to the
  models that know it.

Any server that speaks OpenAI's API and is not listed is reached as \`openai/<model>\` with \`api_base\`.

This page is generated from the declarations in \`lib/providers\`; \`vitest run lib/providers/document.test.ts -u\` writes it anew.
`

const WORDS: Readonly<Record<"chat" | Kind, string>> = {
  chat: "chat",
  embeddings: "embeddings",
  images: "images",
  imageEdits: "image edits",
  imageVariations: "image variations",
  transcriptions: "transcription",
  translations: "translation",
  speech: "speech",
  rerank: "rerank",
  moderations: "moderation",
  countTokens: "token counting",
  countContents: "token counting",
}

/** The text of docs/providers.md. */
export function documentProviders(): string {
  const plain = new Set(ROWS.map(([id]) => id))
  const own = providers.filter(({ id }) => !plain.has(id))
  const hosted = providers.filter(({ id, needsKey }) => plain.has(id) && needsKey)
  const local = providers.filter(({ id, needsKey }) => plain.has(id) && !needsKey)
  const parts = [
    section("With a dialect, a login or an address of their own", own),
    section("OpenAI's API, hosted", hosted),
    section("OpenAI's API, run by yourself", local),
  ]
  return `${[HEAD, ...parts].join("\n").trimEnd()}\n`
}

function section(title: string, list: readonly Provider[]): string {
  const rows = [...list].sort((a, b) => a.id.localeCompare(b.id, "en")).map(row)
  return [
    `## ${title}`,
    "",
    "| prefix | key | address | kinds of call |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n")
}

function row({ id, aliases = [], keyEnv, needsKey, baseUrl, baseUrlEnv = [], connect, serves }: Provider): string {
  const optional = needsKey || connect !== undefined || keyEnv.length === 0 ? "" : " (if one is set up)"
  const place = baseUrl === null ? (connect === undefined ? "yours" : "of the deployment") : `<${baseUrl}>`
  const kinds = (Object.keys(WORDS) as (keyof typeof WORDS)[]).filter((kind) => serves[kind] !== undefined)
  return `| ${[
    code([id, ...aliases]),
    keyEnv.length === 0 ? "–" : `${code(keyEnv)}${optional}`,
    baseUrlEnv.length === 0 ? place : `${place}; ${code(baseUrlEnv)}`,
    kinds.map((kind) => WORDS[kind]).join(", ") || "not yet",
  ].join(" | ")} |`
}

const code = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(", ")
