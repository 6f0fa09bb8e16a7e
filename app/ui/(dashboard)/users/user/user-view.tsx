"use client"

import { useQuery } from "@tanstack/react-query"
import { useRouter } from "next/navigation"
import { parseAsString, useQueryState } from "nuqs"
import { useState } from "react"
import { DetailSkeleton } from "#components/data-table/detail-skeleton"
import { KeysCard } from "#components/data-table/keys-card"
import { LimitFacts } from "#components/data-table/limit-facts"
import { useVisitor } from "#components/nav/visitor-context"
import { BackLink } from "#components/ui/back-link"
import { Badge } from "#components/ui/badge"
import { Button } from "#components/ui/button"
import { Card, CardBody } from "#components/ui/card"
import { CopyButton } from "#components/ui/copy-button"
import { ErrorState } from "#components/ui/error-state"
import { useDialogOnDemand } from "#components/ui/use-dialog-on-demand"
import { withQuery } from "#lib/ui/api"
import type { User } from "#lib/ui/api.gen"
import { roleName, userTitle } from "#lib/ui/user-form"
import { seesAll } from "#lib/ui/visitor"
import { notUpToDate } from "#lib/ui/words/not-up-to-date"
import { userWords as words } from "#lib/ui/words/user"
import { BudgetBurnDown } from "../../budget-burn-down"
import { userQuery } from "../queries"
import { useUserActions } from "../use-user-actions"
import type { OpenUserDialog } from "../user-dialogs"
import { UserTeams } from "./user-teams"

const loadDialogs = () => import("../user-dialogs").then((module) => module.UserDialogs)

/** The user of the URL. */
export function UserView() {
  const [id] = useQueryState("id", parseAsString.withDefault(""))
  const visitor = useVisitor()
  const user = useQuery(userQuery(id))
  if (user.isPending) return <DetailSkeleton label={words.loading} />
  if (!user.data) {
    return (
      <>
        <BackLink href="/ui/users">{words.back}</BackLink>
        <Card>
          <ErrorState title={words.notLoaded} error={user.error} onRetry={() => void user.refetch()} />
        </Card>
      </>
    )
  }
  const { user_info, keys, teams } = user.data
  const seesBudget = user_info.max_budget !== null && (seesAll(visitor) || visitor.userId === id)
  return (
    <div className="space-y-6">
      <UserHead user={user_info} />
      {user.isRefetchError && (
        <p role="alert" className="text-danger text-sm">
          {notUpToDate(user.error.message)}
        </p>
      )}
      <Card>
        <LimitFacts row={user_info} />
        {seesBudget && (
          <CardBody className="border-line border-t">
            <BudgetBurnDown budget={{ kind: "user", id }} />
          </CardBody>
        )}
      </Card>
      <KeysCard keys={keys} createHref={withQuery("/ui/keys", { create: true, user: id })} none={words.noKeys} />
      <UserTeams userId={id} teams={teams} />
    </div>
  )
}

function UserHead({ user }: { user: User }) {
  const [dialog, setDialog] = useState<OpenUserDialog | null>(null)
  const close = () => setDialog(null)
  const UserDialogs = useDialogOnDemand(loadDialogs, { open: dialog !== null, onClose: close })
  const router = useRouter()
  const actions = useUserActions(user, setDialog)
  const name = userTitle(user)
  return (
    <header>
      <BackLink href="/ui/users">{words.back}</BackLink>
      <div className="flex flex-wrap items-start justify-between gap-4">
        <div className="min-w-0">
          <h1 className="flex flex-wrap items-center gap-2 font-semibold text-ink text-xl tracking-tight">
            <span className="min-w-0 break-words">{name}</span>
            <Badge>{roleName(user.user_role)}</Badge>
          </h1>
          {user.user_email !== null && user.user_email !== name && (
            <p className="mt-1 break-words text-muted text-sm">{user.user_email}</p>
          )}
          <p className="mt-0.5 flex min-w-0 items-center text-faint text-xs">
            <span className="truncate font-mono">{user.user_id}</span>
            <CopyButton value={user.user_id} label={words.copyId} className="-my-2 [&_svg]:size-3.5" />
          </p>
        </div>
        <div className="flex gap-2">
          {actions.map(({ label, icon: Icon, onSelect }) => (
            <Button key={label} variant="outline" onClick={onSelect}>
              <Icon aria-hidden />
              {label}
            </Button>
          ))}
        </div>
      </div>
      {UserDialogs && <UserDialogs dialog={dialog} onClose={close} onDeleted={() => router.replace("/ui/users")} />}
    </header>
  )
}
