import { readFileSync } from "node:fs"

/** A code block of a document. */
export interface Example {
  /** `README.md:42` */
  readonly place: string
  readonly code: string
}

const DOCUMENTS = ["README.md", "docs/sdk.md"]
const BLOCK = /^```ts\n([\s\S]*?)^```$/gm

/** Every TypeScript block of the documents that imports this package. */
export function sdkExamples(): Example[] {
  return DOCUMENTS.flatMap((file) => {
    const text = readFileSync(new URL(`../../${file}`, import.meta.url), "utf8")
    return [...text.matchAll(BLOCK)]
      .map((match) => ({
        place: `${file}:${text.slice(0, match.index).split("\n").length + 1}`,
        code: match[1] ?? "",
      }))
      .filter(({ code }) => /from "tollgate"/.test(code))
  })
}
