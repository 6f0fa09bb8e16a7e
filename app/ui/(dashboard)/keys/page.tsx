import type { Metadata } from "next"
import { PageHeader } from "#components/ui/page-header"
import { CreateKey } from "./create-key"
import { KeysView } from "./keys-view"

export const metadata: Metadata = { title: "Keys" }

/** The virtual keys: who may use the gateway, for what and for how much. */
export default function KeysPage() {
  return (
    <>
      <PageHeader
        title="Keys"
        description="Each app, agent or person gets a key of its own, with its own models, budget and limits."
        actions={<CreateKey />}
      />
      <KeysView />
    </>
  )
}
