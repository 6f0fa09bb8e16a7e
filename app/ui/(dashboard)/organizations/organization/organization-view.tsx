"use client"

import { useQuery } from "@tanstack/react-query"
import { useRouter } from "next/navigation"
import { parseAsString, useQueryState } from "nuqs"
import { useState } from "react"
import { DetailSkeleton } from "#components/data-table/detail-skeleton"
import { LimitFacts } from "#components/data-table/limit-facts"
import { RowActions } from "#components/data-table/row-actions"
import { BackLink } from "#components/ui/back-link"
import { Badge } from "#components/ui/badge"
import { Card, CardBody } from "#components/ui/card"
import { CopyButton } from "#components/ui/copy-button"
import { ErrorState } from "#components/ui/error-state"
import { useDialogOnDemand } from "#components/ui/use-dialog-on-demand"
import type { Organization } from "#lib/ui/api.gen"
import { organizationTitle } from "#lib/ui/organization-form"
import { notUpToDate } from "#lib/ui/words/not-up-to-date"
import { organizationWords } from "#lib/ui/words/organization"
import { terms } from "#lib/ui/words/terms"
import { BudgetBurnDown } from "../../budget-burn-down"
import { SpendByDay } from "../../spend-by-day"
import type { OpenOrganizationDialog } from "../organization-dialogs"
import { useOrganizationActions } from "../use-organization-actions"
import { MembersCard } from "./members-card"
import { organizationQuery } from "./queries"
import { TeamsCard } from "./teams-card"

const loadDialogs = () => import("../organization-dialogs").then((module) => module.OrganizationDialogs)

/** The organization of the URL. */
export function OrganizationView() {
  const [id] = useQueryState("id", parseAsString.withDefault(""))
  const organization = useQuery(organizationQuery(id))
  if (organization.isPending) return <DetailSkeleton label={organizationWords.loading} />
  if (!organization.data) {
    return (
      <>
        <BackLink href="/ui/organizations">{terms.organizations}</BackLink>
        <Card>
          <ErrorState
            title={organizationWords.notLoaded}
            error={organization.error}
            onRetry={() => void organization.refetch()}
          />
        </Card>
      </>
    )
  }
  return (
    <div className="space-y-6">
      <OrganizationHead organization={organization.data} />
      {organization.isRefetchError && (
        <p role="alert" className="text-danger text-sm">
          {notUpToDate(organization.error.message)}
        </p>
      )}
      <Card>
        <LimitFacts row={organization.data} />
        {organization.data.max_budget !== null && (
          <CardBody className="border-line border-t">
            <BudgetBurnDown budget={{ kind: "organization", id }} />
          </CardBody>
        )}
      </Card>
      <SpendByDay kind="organization" id={id} />
      <TeamsCard organizationId={id} />
      <MembersCard organization={organization.data} />
    </div>
  )
}

function OrganizationHead({ organization }: { organization: Organization }) {
  const [dialog, setDialog] = useState<OpenOrganizationDialog | null>(null)
  const close = () => setDialog(null)
  const OrganizationDialogs = useDialogOnDemand(loadDialogs, { open: dialog !== null, onClose: close })
  const router = useRouter()
  const actions = useOrganizationActions(organization, setDialog)
  const title = organizationTitle(organization)
  return (
    <header>
      <BackLink href="/ui/organizations">{terms.organizations}</BackLink>
      <div className="flex items-start justify-between gap-4">
        <div className="min-w-0">
          <h1 className="flex flex-wrap items-center gap-2 break-words font-semibold text-ink text-xl tracking-tight">
            <span className="min-w-0 break-words">{title}</span>
            {organization.budget_id !== null && (
              <Badge className="max-w-full" title={organizationWords.limitsOfTitle}>
                <span className="truncate">{organizationWords.limitsOf(organization.budget_id)}</span>
              </Badge>
            )}
          </h1>
          <p className="mt-0.5 flex min-w-0 items-center text-faint text-xs">
            <span className="truncate font-mono">{organization.organization_id}</span>
            <CopyButton
              value={organization.organization_id}
              label={organizationWords.copyId}
              className="-my-2 [&_svg]:size-3.5"
            />
          </p>
        </div>
        {actions.length > 0 && <RowActions subject={title} actions={actions} />}
      </div>
      {OrganizationDialogs && (
        <OrganizationDialogs dialog={dialog} onClose={close} onDeleted={() => router.replace("/ui/organizations")} />
      )}
    </header>
  )
}
