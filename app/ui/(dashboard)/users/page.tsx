import type { Metadata } from "next"
import { PageHeader } from "#components/ui/page-header"
import { CreateUser } from "./create-user"
import { UsersView } from "./users-view"

export const metadata: Metadata = { title: "Users" }

/** The users: people with keys, teams and a budget of their own. */
export default function UsersPage() {
  return (
    <>
      <PageHeader
        title="Users"
        description="People with keys and a budget of their own. What a key in a team spends is the team's."
        actions={<CreateUser />}
      />
      <UsersView />
    </>
  )
}
