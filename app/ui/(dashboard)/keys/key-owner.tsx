import Link from "next/link"
import { withQuery } from "#lib/ui/api"
import type { KeyRow } from "#lib/ui/key-row"
import { keysWords } from "#lib/ui/words/keys"

interface KeyOwnerProps {
  row: KeyRow
  /** What teams and users are called, by id. */
  teams: ReadonlyMap<string, string> | undefined
  users: ReadonlyMap<string, string> | undefined
}

/** The team and the user a key belongs to, as links. */
export function KeyOwner({ row: { team_id: team, user_id: user }, teams, users }: KeyOwnerProps) {
  if (team === null && user === null) return <span className="text-faint">–</span>
  return (
    <span className="block space-y-0.5">
      {team !== null && (
        <Link
          href={withQuery("/ui/teams/team", { id: team })}
          prefetch={false}
          title={keysWords.team}
          className="block truncate text-muted hover:underline"
        >
          {teams?.get(team) ?? team}
        </Link>
      )}
      {user !== null && (
        <Link
          href={withQuery("/ui/users/user", { id: user })}
          prefetch={false}
          title={keysWords.user}
          className="block truncate text-faint text-xs hover:underline"
        >
          {users?.get(user) ?? user}
        </Link>
      )}
    </span>
  )
}
