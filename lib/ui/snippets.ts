/** A ready piece of text that makes a client use this gateway. */
interface Snippet {
  readonly id: string
  readonly label: string
  readonly code: string
  readonly note?: string
}

interface SnippetFacts {
  /** Scheme, host and port, no path. */
  readonly origin: string
  readonly key: string
  readonly model: string
}

/** What stands in for a key that is known to its owner only. */
export const KEY_PLACEHOLDER = "sk-your-key"

/** One snippet a client. */
export function snippets(facts: SnippetFacts): readonly Snippet[] {
  return [
    { id: "curl", label: "curl", code: curl(facts) },
    { id: "python", label: "Python", code: python(facts), note: "pip install openai" },
    { id: "node", label: "Node", code: node(facts), note: "npm install openai" },
    { id: "claude-code", label: "Claude Code", code: claudeCode(facts) },
    { id: "codex", label: "Codex", code: codex(facts) },
    {
      id: "other",
      label: "Other agents",
      code: other(facts),
      note: "Most tools that speak OpenAI read these variables.",
    },
  ]
}

function curl({ origin, key, model }: SnippetFacts): string {
  const body = JSON.stringify({ model, messages: [{ role: "user", content: "Say hello." }] })
  return [
    `curl ${origin}/v1/chat/completions \\`,
    `  -H ${shell(`Authorization: Bearer ${key}`)} \\`,
    '  -H "Content-Type: application/json" \\',
    `  -d ${shell(body)}`,
  ].join("\n")
}

function python({ origin, key, model }: SnippetFacts): string {
  return `from openai import OpenAI

client = OpenAI(
    base_url=${JSON.stringify(`${origin}/v1`)},
    api_key=${JSON.stringify(key)},
)

answer = client.chat.completions.create(
    model=${JSON.stringify(model)},
    messages=[{"role": "user", "content": "Say hello."}],
)
print(answer.choices[0].message.content)`
}

function node({ origin, key, model }: SnippetFacts): string {
  return `import OpenAI from "openai"

const client = new OpenAI({
  baseURL: ${JSON.stringify(`${origin}/v1`)},
  apiKey: ${JSON.stringify(key)},
})

const answer = await client.chat.completions.create({
  model: ${JSON.stringify(model)},
  messages: [{ role: "user", content: "Say hello." }],
})
console.log(answer.choices[0].message.content)`
}

/** Claude Code adds `/v1/messages` itself, prefers ANTHROPIC_API_KEY, and asks a second, smaller model for side work. */
function claudeCode({ origin, key, model }: SnippetFacts): string {
  return `unset ANTHROPIC_API_KEY
export ANTHROPIC_BASE_URL=${shell(origin)}
export ANTHROPIC_AUTH_TOKEN=${shell(key)}
export ANTHROPIC_MODEL=${shell(model)}
export ANTHROPIC_DEFAULT_HAIKU_MODEL=${shell(model)}
claude`
}

function codex({ origin, key, model }: SnippetFacts): string {
  return `# ~/.codex/config.toml
model = ${JSON.stringify(model)}
model_provider = "tollgate"

[model_providers.tollgate]
name = "Tollgate"
base_url = ${JSON.stringify(`${origin}/v1`)}
env_key = "TOLLGATE_KEY"
wire_api = "responses"

# and in the shell that starts codex:
# export TOLLGATE_KEY=${shell(key)}`
}

function other({ origin, key, model }: SnippetFacts): string {
  return `export OPENAI_BASE_URL=${shell(`${origin}/v1`)}
export OPENAI_API_KEY=${shell(key)}
export OPENAI_MODEL=${shell(model)}`
}

/** One word for a POSIX shell, whatever is in it. */
function shell(word: string): string {
  return /["'\\$`!\n]/.test(word) ? `'${word.replaceAll("'", "'\\''")}'` : `"${word}"`
}

/** The model to show in an example: the first the key may use that is no pattern, else the first there is. */
export function exampleModel(allowed: readonly string[], served: readonly string[]): string {
  return allowed.find((name) => !name.includes("*")) ?? served.find((name) => !name.includes("*")) ?? "your-model"
}
