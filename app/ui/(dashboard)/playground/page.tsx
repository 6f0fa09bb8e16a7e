import type { Metadata } from "next"
import { PageHeader } from "#components/ui/page-header"
import { playgroundWords } from "#lib/ui/words/playground"
import { Playground } from "./playground"

export const metadata: Metadata = { title: playgroundWords.title }

/** Models tried by hand, as any client would ask them: with a key, billed and logged. */
export default function PlaygroundPage() {
  return (
    <>
      <PageHeader title={playgroundWords.title} description={playgroundWords.description} />
      <Playground />
    </>
  )
}
