import { anthropicNode, anthropicPython, curl, langchain, node, python, responsesPython } from "./snippets/clients"
import type { Snippet, SnippetFacts } from "./snippets/snippet"
import { aider, claudeCode, cline, codex, continueDev, cursor, gemini, openhands, other } from "./snippets/tools"

/** One snippet a client: the agents, then the libraries. */
export function snippets(facts: SnippetFacts): readonly Snippet[] {
  return [...agentSnippets(facts), ...codeSnippets(facts)]
}

/** The few that most people want, for where there is little room. */
export function commonSnippets(facts: SnippetFacts): readonly Snippet[] {
  const all = snippets(facts)
  return ["curl", "python", "node", "claude-code", "codex", "other"].flatMap(
    (id) => all.find((one) => one.id === id) ?? [],
  )
}

function agentSnippets(facts: SnippetFacts): Snippet[] {
  const agent = (id: string, label: string, code: string, note?: string): Snippet => ({
    id,
    label,
    kind: "agent",
    code,
    ...(note !== undefined && { note }),
  })
  return [
    agent(
      "claude-code",
      "Claude Code",
      claudeCode(facts),
      "The same variables work in the env block of ~/.claude/settings.json.",
    ),
    agent("codex", "Codex", codex(facts), "Codex reads the file when it starts, and speaks the Responses API."),
    agent(
      "cursor",
      "Cursor",
      cursor(facts),
      "Cursor asks from its own servers: the gateway must be reachable from the internet.",
    ),
    agent("cline", "Cline", cline(facts)),
    agent("continue", "Continue", continueDev(facts)),
    agent("aider", "Aider", aider(facts), "The prefix openai/ is Aider's own; the gateway gets what is behind it."),
    agent(
      "openhands",
      "OpenHands",
      openhands(facts),
      "Its command line takes LLM_MODEL, LLM_BASE_URL and LLM_API_KEY with --override-with-envs.",
    ),
    agent("gemini-cli", "Gemini CLI", gemini(facts), "Choose the login by API key when it asks."),
    agent("other", "Other agents", other(facts), "Most tools that speak OpenAI read these variables."),
  ]
}

function codeSnippets(facts: SnippetFacts): Snippet[] {
  const library = (id: string, label: string, code: string, note?: string): Snippet => ({
    id,
    label,
    kind: "code",
    code,
    ...(note !== undefined && { note }),
  })
  return [
    library("curl", "curl", curl(facts)),
    library("python", "Python", python(facts), "pip install openai"),
    library("node", "Node", node(facts), "npm install openai"),
    library("responses-python", "Responses API", responsesPython(facts), "pip install openai"),
    library("anthropic-python", "Anthropic Python", anthropicPython(facts), "pip install anthropic"),
    library("anthropic-node", "Anthropic Node", anthropicNode(facts), "npm install @anthropic-ai/sdk"),
    library("langchain", "LangChain", langchain(facts), "pip install langchain-openai"),
  ]
}

/** The model to show in an example: the first the key may use that is no pattern, else the first there is. */
export function exampleModel(allowed: readonly string[], served: readonly string[]): string {
  return allowed.find((name) => !name.includes("*")) ?? served.find((name) => !name.includes("*")) ?? "your-model"
}
