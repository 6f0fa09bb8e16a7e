import { KEY_PLACEHOLDER, snippets } from "./snippets"

/** The curl command that sends a first chat request to the gateway at `origin`. */
export function firstRequest(origin: string, model = "demo"): string {
  return snippets({ origin, key: KEY_PLACEHOLDER, model }).find((snippet) => snippet.id === "curl")?.code ?? ""
}
