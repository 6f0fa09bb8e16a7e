"use client"

import { useQuery } from "@tanstack/react-query"
import { useVisitor } from "#components/nav/visitor-context"
import { Badge } from "#components/ui/badge"
import { Button } from "#components/ui/button"
import { Card, CardBody, CardHeader, CardTitle } from "#components/ui/card"
import { ErrorState } from "#components/ui/error-state"
import { Phrase } from "#components/ui/phrase"
import type { Session } from "#lib/ui/api.gen"
import { formatDateTime } from "#lib/ui/format"
import { roleName } from "#lib/ui/user-form"
import { accountWords } from "#lib/ui/words/account"
import { OwnBudget } from "./own-budget"
import { PasswordForm } from "./password-form"
import { sessionsQuery, useRevokeSession } from "./queries"

/** Who one is, one's sessions, one's password. The master key has no password to change. */
export function AccountView() {
  const { userId, role } = useVisitor()
  return (
    <div className="space-y-6">
      <p className="flex flex-wrap items-center gap-2 text-sm">
        {userId === null ? accountWords.withMasterKey : <span className="break-all font-mono">{userId}</span>}
        <Badge>{roleName(role)}</Badge>
      </p>
      {userId !== null && <OwnBudget />}
      <Sessions />
      {userId !== null && <PasswordForm />}
    </div>
  )
}

const words = accountWords.sessions

function Sessions() {
  const sessions = useQuery(sessionsQuery)
  const revoke = useRevokeSession()
  const rows = sessions.data ?? []
  return (
    <Card>
      <CardHeader>
        <CardTitle>{words.title}</CardTitle>
        {rows.length > 1 && (
          <Button size="sm" variant="outline" onClick={() => revoke.mutate({ others: true })}>
            {words.endOthers}
          </Button>
        )}
      </CardHeader>
      <CardBody>
        {sessions.isError && (
          <ErrorState title={words.notLoaded} error={sessions.error} onRetry={() => void sessions.refetch()} />
        )}
        {revoke.error && (
          <p role="alert" className="mb-3 text-danger text-sm">
            {revoke.error.message}
          </p>
        )}
        <ul aria-label={words.title} className="divide-y divide-line">
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
        <p className="break-words">{session.user_agent ?? words.unknownBrowser}</p>
        <p className="text-faint text-xs">
          <Phrase
            text={words.since}
            parts={{
              address: session.ip ?? words.unknownAddress,
              time: <time dateTime={session.created_at}>{formatDateTime(session.created_at)}</time>,
            }}
          />
        </p>
      </div>
      {session.current ? (
        <Badge>{words.current}</Badge>
      ) : (
        <Button size="sm" variant="outline" onClick={onEnd}>
          {words.end}
        </Button>
      )}
    </li>
  )
}
