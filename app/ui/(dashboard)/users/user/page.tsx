import type { Metadata } from "next"
import { userWords } from "#lib/ui/words/user"
import { UserView } from "./user-view"

export const metadata: Metadata = { title: userWords.title }

/** One user: their budget, their teams, their keys. */
export default function UserPage() {
  return <UserView />
}
