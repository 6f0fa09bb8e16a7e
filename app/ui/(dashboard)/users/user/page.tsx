import type { Metadata } from "next"
import { UserView } from "./user-view"

export const metadata: Metadata = { title: "User" }

/** One user: their budget, their teams, their keys. */
export default function UserPage() {
  return <UserView />
}
