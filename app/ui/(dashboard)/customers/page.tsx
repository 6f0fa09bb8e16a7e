import type { Metadata } from "next"
import { PageHeader } from "#components/ui/page-header"
import { CreateSpender } from "./create-spender"
import { SpendersView } from "./spenders-view"

export const metadata: Metadata = { title: "Customers & tags" }

/** Who and what requests are for, as the requests themselves say it. */
export default function CustomersPage() {
  return (
    <>
      <PageHeader
        title="Customers & tags"
        description="Who and what requests are for, as the requests say it, each with a budget if you like."
        actions={<CreateSpender />}
      />
      <SpendersView />
    </>
  )
}
