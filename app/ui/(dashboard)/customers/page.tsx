import type { Metadata } from "next"
import { PageHeader } from "#components/ui/page-header"
import { customersPageWords as words } from "#lib/ui/words/customers"
import { CreateSpender } from "./create-spender"
import { SpendersView } from "./spenders-view"

export const metadata: Metadata = { title: words.title }

/** Who and what requests are for, as the requests themselves say it. */
export default function CustomersPage() {
  return (
    <>
      <PageHeader title={words.title} description={words.description} actions={<CreateSpender />} />
      <SpendersView />
    </>
  )
}
