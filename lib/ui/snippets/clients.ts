import { quoted, shell } from "./quote"
import type { SnippetFacts } from "./snippet"

/** How the client for Node is imported. */
export const NODE_IMPORT = 'import OpenAI from "openai"'

export function curl({ origin, key, model }: SnippetFacts): string {
  const body = JSON.stringify({ model, messages: [{ role: "user", content: "Say hello." }] })
  return [
    `curl ${origin}/v1/chat/completions \\`,
    `  -H ${shell(`Authorization: Bearer ${key}`)} \\`,
    '  -H "Content-Type: application/json" \\',
    `  -d ${shell(body)}`,
  ].join("\n")
}

export function python(facts: SnippetFacts): string {
  return `${pythonClient(facts)}

answer = client.chat.completions.create(
    model=${quoted(facts.model)},
    messages=[{"role": "user", "content": "Say hello."}],
)
print(answer.choices[0].message.content)`
}

export function responsesPython(facts: SnippetFacts): string {
  return `${pythonClient(facts)}

answer = client.responses.create(model=${quoted(facts.model)}, input="Say hello.")
print(answer.output_text)`
}

function pythonClient({ origin, key }: SnippetFacts): string {
  return `from openai import OpenAI

client = OpenAI(
    base_url=${quoted(`${origin}/v1`)},
    api_key=${quoted(key)},
)`
}

export function node({ origin, key, model }: SnippetFacts): string {
  return `${NODE_IMPORT}

const client = new OpenAI({
  baseURL: ${quoted(`${origin}/v1`)},
  apiKey: ${quoted(key)},
})

const answer = await client.chat.completions.create({
  model: ${quoted(model)},
  messages: [{ role: "user", content: "Say hello." }],
})
console.log(answer.choices[0].message.content)`
}

/** The client adds /v1/messages itself. */
export function anthropicPython({ origin, key, model }: SnippetFacts): string {
  return `from anthropic import Anthropic

client = Anthropic(
    base_url=${quoted(origin)},
    auth_token=${quoted(key)},
)

answer = client.messages.create(
    model=${quoted(model)},
    max_tokens=1000,
    messages=[{"role": "user", "content": "Say hello."}],
)
print(answer.content[0].text)`
}

export function anthropicNode({ origin, key, model }: SnippetFacts): string {
  return `import Anthropic from "@anthropic-ai/sdk"

const client = new Anthropic({
  baseURL: ${quoted(origin)},
  authToken: ${quoted(key)},
})

const answer = await client.messages.create({
  model: ${quoted(model)},
  max_tokens: 1000,
  messages: [{ role: "user", content: "Say hello." }],
})
console.log(answer.content[0].text)`
}

export function langchain({ origin, key, model }: SnippetFacts): string {
  return `from langchain_openai import ChatOpenAI

llm = ChatOpenAI(
    base_url=${quoted(`${origin}/v1`)},
    api_key=${quoted(key)},
    model=${quoted(model)},
)
print(llm.invoke("Say hello.").content)`
}
