import type { Metadata } from "next"
import { PageHeader } from "#components/ui/page-header"
import { usersWords } from "#lib/ui/words/users"
import { CreateUser } from "./create-user"
import { UsersView } from "./users-view"

export const metadata: Metadata = { title: usersWords.title }

/** The users: people with keys, teams and a budget of their own. */
export default function UsersPage() {
  return (
    <>
      <PageHeader title={usersWords.title} description={usersWords.description} actions={<CreateUser />} />
      <UsersView />
    </>
  )
}
