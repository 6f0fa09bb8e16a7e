import type { Metadata } from "next"
import { PageHeader } from "#components/ui/page-header"
import { keysWords } from "#lib/ui/words/keys"
import { CreateKey } from "./create-key"
import { KeysView } from "./keys-view"

export const metadata: Metadata = { title: keysWords.title }

/** The virtual keys: who may use the gateway, for what and for how much. */
export default function KeysPage() {
  return (
    <>
      <PageHeader title={keysWords.title} description={keysWords.description} actions={<CreateKey />} />
      <KeysView />
    </>
  )
}
