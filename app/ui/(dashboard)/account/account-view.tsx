"use client"

import { useQuery } from "@tanstack/react-query"
import { useVisitor } from "#components/nav/visitor-context"
import { Badge } from "#components/ui/badge"
import { Button } from "#components/ui/button"
import { Card, CardBody, CardHeader, CardTitle } from "#components/ui/card"
import { ErrorState } from "#components/ui/error-state"
import type { Session } from "#lib/ui/api.gen"
import { formatDateTime } from "#lib/ui/format"
import { roleName } from "#lib/ui/user-form"
import { OwnBudget } from "./own-budget"
import { PasswordForm } from "./password-form"
import { sessionsQuery, useRevokeSession } from "./queries"

/** Who one is, one's sessions, one's password. The master key has no password to change. */
export function AccountView() {
  const { userId, role } = useVisitor()
  return (
    <div className="space-y-6">
      <p className="flex flex-wrap items-center gap-2 text-sm">
        {userId === null ? "Logged in with the master key" : <span className="break-all font-mono">{userId}</span>}
        <Badge>{roleName(role)}</Badge>
      </p>
      {userId !== null && <OwnBudget />}
      <Sessions />
      {userId !== null && <PasswordForm />}
    </div>
  )
}

function Sessions() {
  const sessions = useQuery(sessionsQuery)
  const revoke = useRevokeSession()
  const rows = sessions.data ?? []
  return (
    <Card>
      <CardHeader>
        <CardTitle>Sessions</CardTitle>
        {rows.length > 1 && (
          <Button size="sm" variant="outline" onClick={() => revoke.mutate({ others: true })}>
            End all others
          </Button>
        )}
      </CardHeader>
      <CardBody>
        {sessions.isError && (
          <ErrorState
            title="Your sessions could not be loaded"
            error={sessions.error}
            onRetry={() => void sessions.refetch()}
          />
        )}
        {revoke.error && (
          <p role="alert" className="mb-3 text-danger text-sm">
            {revoke.error.message}
          </p>
        )}
        <ul aria-label="Sessions" className="divide-y divide-line">
          {rows.map((session) => (
            <SessionRow key={session.id} session={session} onEnd={() => revoke.mutate({ id: session.id })} />
          ))}
        </ul>
      </CardBody>
    </Card>
  )
}

function SessionRow({ session, onEnd }: { session: Session; onEnd: () => void }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 py-2.5 text-sm">
      <div className="min-w-0">
        <p className="break-words">{session.user_agent ?? "Unknown browser"}</p>
        <p className="text-faint text-xs">
          {session.ip ?? "unknown address"}, since{" "}
          <time dateTime={session.created_at}>{formatDateTime(session.created_at)}</time>
        </p>
      </div>
      {session.current ? (
        <Badge>This one</Badge>
      ) : (
        <Button size="sm" variant="outline" onClick={onEnd}>
          End
        </Button>
      )}
    </li>
  )
}
