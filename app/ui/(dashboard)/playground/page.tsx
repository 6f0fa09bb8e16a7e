import type { Metadata } from "next"
import { PageHeader } from "#components/ui/page-header"
import { Playground } from "./playground"

export const metadata: Metadata = { title: "Playground" }

/** Models tried by hand, as any client would ask them: with a key, billed and logged. */
export default function PlaygroundPage() {
  return (
    <>
      <PageHeader
        title="Playground"
        description="Ask models as any client does, side by side if you like. Each request is billed to the key and in the log."
      />
      <Playground />
    </>
  )
}
