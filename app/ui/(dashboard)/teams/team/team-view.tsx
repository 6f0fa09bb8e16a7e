"use client"

import { useQuery } from "@tanstack/react-query"
import { useRouter } from "next/navigation"
import { parseAsString, useQueryState } from "nuqs"
import { useState } from "react"
import { DetailSkeleton } from "#components/data-table/detail-skeleton"
import { KeysCard } from "#components/data-table/keys-card"
import { LimitFacts } from "#components/data-table/limit-facts"
import { RowActions } from "#components/data-table/row-actions"
import { useVisitor } from "#components/nav/visitor-context"
import { BackLink } from "#components/ui/back-link"
import { Badge } from "#components/ui/badge"
import { Card, CardBody } from "#components/ui/card"
import { CopyButton } from "#components/ui/copy-button"
import { ErrorState } from "#components/ui/error-state"
import { useDialogOnDemand } from "#components/ui/use-dialog-on-demand"
import { withQuery } from "#lib/ui/api"
import { type TeamRow, teamTitle } from "#lib/ui/team-form"
import { seesTeamSpend } from "#lib/ui/visitor"
import { notUpToDate } from "#lib/ui/words/not-up-to-date"
import { teamWords } from "#lib/ui/words/team"
import { terms } from "#lib/ui/words/terms"
import { BudgetBurnDown } from "../../budget-burn-down"
import { SpendByDay } from "../../spend-by-day"
import type { OpenTeamDialog } from "../team-dialogs"
import { useTeamActions } from "../use-team-actions"
import { MembersCard } from "./members-card"
import { teamQuery } from "./queries"

const loadDialogs = () => import("../team-dialogs").then((module) => module.TeamDialogs)

/** The team of the URL. */
export function TeamView() {
  const [id] = useQueryState("id", parseAsString.withDefault(""))
  const visitor = useVisitor()
  const team = useQuery(teamQuery(id))
  if (team.isPending) return <DetailSkeleton label={teamWords.loading} />
  if (!team.data) {
    return (
      <>
        <BackLink href="/ui/teams">{terms.teams}</BackLink>
        <Card>
          <ErrorState title={teamWords.notLoaded} error={team.error} onRetry={() => void team.refetch()} />
        </Card>
      </>
    )
  }
  const { team_info, keys, team_memberships } = team.data
  const seesSpend = seesTeamSpend(visitor, team_info)
  return (
    <div className="space-y-6">
      <TeamHead team={team_info} />
      {team.isRefetchError && (
        <p role="alert" className="text-danger text-sm">
          {notUpToDate(team.error.message)}
        </p>
      )}
      <Card>
        <LimitFacts row={team_info} />
        {team_info.max_budget !== null && (
          <CardBody className="border-line border-t">
            <BudgetBurnDown budget={{ kind: "team", id }} />
          </CardBody>
        )}
      </Card>
      {seesSpend && <SpendByDay kind="team" id={id} />}
      <MembersCard team={team_info} members={team_memberships} />
      <KeysCard keys={keys} createHref={withQuery("/ui/keys", { create: true, team: id })} none={teamWords.noKeys} />
    </div>
  )
}

function TeamHead({ team }: { team: TeamRow }) {
  const [dialog, setDialog] = useState<OpenTeamDialog | null>(null)
  const close = () => setDialog(null)
  const TeamDialogs = useDialogOnDemand(loadDialogs, { open: dialog !== null, onClose: close })
  const router = useRouter()
  const actions = useTeamActions(team, setDialog)
  return (
    <header>
      <BackLink href="/ui/teams">{terms.teams}</BackLink>
      <div className="flex items-start justify-between gap-4">
        <div className="min-w-0">
          <h1 className="flex flex-wrap items-center gap-2 break-words font-semibold text-ink text-xl tracking-tight">
            <span className="min-w-0 break-words">{teamTitle(team)}</span>
            {team.blocked && <Badge tone="danger">{terms.blocked}</Badge>}
          </h1>
          <p className="mt-0.5 flex min-w-0 items-center text-faint text-xs">
            <span className="truncate font-mono">{team.team_id}</span>
            <CopyButton value={team.team_id} label={teamWords.copyId} className="-my-2 [&_svg]:size-3.5" />
          </p>
        </div>
        <RowActions subject={teamTitle(team)} actions={actions} />
      </div>
      {TeamDialogs && <TeamDialogs dialog={dialog} onClose={close} onDeleted={() => router.replace("/ui/teams")} />}
    </header>
  )
}
