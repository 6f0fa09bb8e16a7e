import type { Metadata } from "next"
import { PageHeader } from "#components/ui/page-header"
import { accountWords } from "#lib/ui/words/account"
import { AccountView } from "./account-view"

export const metadata: Metadata = { title: accountWords.title }

/** Oneself: where one is logged in, and one's password. */
export default function AccountPage() {
  return (
    <>
      <PageHeader title={accountWords.title} description={accountWords.description} />
      <AccountView />
    </>
  )
}
