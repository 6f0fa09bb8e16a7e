import { Pencil, UserMinus, UserPlus } from "lucide-react"
import Link from "next/link"
import { useState } from "react"
import { Day } from "#components/data-table/day"
import { ActionsHead, RowActions } from "#components/data-table/row-actions"
import { useVisitor } from "#components/nav/visitor-context"
import { Badge } from "#components/ui/badge"
import { Button } from "#components/ui/button"
import { Card, CardHeader, CardTitle } from "#components/ui/card"
import { Table, Tbody, Td, THead, Th, Tr } from "#components/ui/table"
import { fetchedAhead, useDialogOnDemand } from "#components/ui/use-dialog-on-demand"
import { withQuery } from "#lib/ui/api"
import type { Organization, OrganizationMembership } from "#lib/ui/api.gen"
import { memberTitle, roleText } from "#lib/ui/organization-form"
import { editsOrganization } from "#lib/ui/visitor"
import { actions } from "#lib/ui/words/actions"
import { organizationMembersWords } from "#lib/ui/words/organization-members"
import { terms } from "#lib/ui/words/terms"
import type { OpenMemberDialog } from "./member-dialogs"

const loadDialogs = () => import("./member-dialogs").then((module) => module.MemberDialogs)
const ahead = fetchedAhead(loadDialogs)

/** Who belongs to the organization, and what they are in it. */
export function MembersCard({ organization }: { organization: Organization }) {
  const edits = editsOrganization(useVisitor(), organization)
  const [dialog, setDialog] = useState<OpenMemberDialog | null>(null)
  const close = () => setDialog(null)
  const MemberDialogs = useDialogOnDemand(loadDialogs, { open: dialog !== null, onClose: close })
  return (
    <Card className="overflow-hidden">
      <CardHeader className="items-center pb-3">
        <CardTitle>{terms.members}</CardTitle>
        {edits && (
          <Button variant="outline" size="sm" onClick={() => setDialog({ kind: "add" })} {...ahead}>
            <UserPlus aria-hidden />
            {organizationMembersWords.add}
          </Button>
        )}
      </CardHeader>
      {organization.members.length === 0 ? (
        <p className="border-line border-t px-5 py-6 text-muted text-sm">{organizationMembersWords.none}</p>
      ) : (
        <MembersTable rows={organization.members} edits={edits} onOpen={setDialog} />
      )}
      {MemberDialogs && <MemberDialogs organizationId={organization.organization_id} dialog={dialog} onClose={close} />}
    </Card>
  )
}

interface MembersTableProps {
  rows: readonly OrganizationMembership[]
  edits: boolean
  onOpen: (dialog: OpenMemberDialog) => void
}

function MembersTable({ rows, edits, onOpen }: MembersTableProps) {
  return (
    <Table aria-label={terms.members}>
      <THead>
        <tr>
          <Th className="pl-5">{terms.member}</Th>
          <Th>{terms.role}</Th>
          <Th className="hidden sm:table-cell">{organizationMembersWords.since}</Th>
          <ActionsHead />
        </tr>
      </THead>
      <Tbody>
        {rows.map((member) => (
          <Tr key={member.user_id}>
            <Td className="w-full max-w-0 pl-5">
              <Link
                href={withQuery("/ui/users/user", { id: member.user_id })}
                prefetch={false}
                className="block truncate font-medium hover:underline"
              >
                {memberTitle(member)}
              </Link>
            </Td>
            <Td>
              <Badge tone={member.user_role === "org_admin" ? "info" : "neutral"}>{roleText(member.user_role)}</Badge>
            </Td>
            <Td className="hidden whitespace-nowrap text-muted sm:table-cell">
              <Day at={member.created_at} />
            </Td>
            <Td className="w-12 pr-3 text-right">
              {edits && (
                <RowActions
                  subject={memberTitle(member)}
                  actions={[
                    {
                      label: organizationMembersWords.changeRole,
                      icon: Pencil,
                      opens: true,
                      onSelect: () => onOpen({ kind: "role", member }),
                    },
                    {
                      label: actions.remove,
                      icon: UserMinus,
                      opens: true,
                      destructive: true,
                      apart: true,
                      onSelect: () => onOpen({ kind: "remove", member }),
                    },
                  ]}
                />
              )}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  )
}
