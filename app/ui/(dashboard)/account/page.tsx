import type { Metadata } from "next"
import { PageHeader } from "#components/ui/page-header"
import { AccountView } from "./account-view"

export const metadata: Metadata = { title: "Account" }

/** Oneself: where one is logged in, and one's password. */
export default function AccountPage() {
  return (
    <>
      <PageHeader title="Account" description="Where you are logged in, and your password." />
      <AccountView />
    </>
  )
}
