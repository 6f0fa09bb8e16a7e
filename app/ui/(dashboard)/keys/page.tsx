import type { Metadata } from "next"
import { Suspense } from "react"
import { TableSkeleton } from "#components/data-table/table-skeleton"
import { Card } from "#components/ui/card"
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
      <Suspense
        fallback={
          <Card>
            <TableSkeleton label="Loading keys" />
          </Card>
        }
      >
        <KeysView />
      </Suspense>
    </>
  )
}
