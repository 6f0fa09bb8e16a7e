import { exampleModel, snippets } from "./snippets"
import { KEY_PLACEHOLDER } from "./snippets/key-placeholder"

/** The curl command that sends a first chat request to the gateway at `origin`, for one of the models it serves. */
export function firstRequest(origin: string, served: readonly string[]): string {
  return (
    snippets({ origin, key: KEY_PLACEHOLDER, model: exampleModel([], served) }).find((snippet) => snippet.id === "curl")
      ?.code ?? ""
  )
}
