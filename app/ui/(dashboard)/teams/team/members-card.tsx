import { Pencil, UserMinus, UserPlus } from "lucide-react"
import { useState } from "react"
import { BudgetCell } from "#components/data-table/budget-cell"
import { NameLink } from "#components/data-table/name-link"
import { ActionsHead, type RowAction, RowActions } from "#components/data-table/row-actions"
import { useVisitor } from "#components/nav/visitor-context"
import { Badge } from "#components/ui/badge"
import { Button } from "#components/ui/button"
import { Card, CardHeader, CardTitle } from "#components/ui/card"
import { Table, Tbody, Td, THead, Th, Tr } from "#components/ui/table"
import { fetchedAhead, useDialogOnDemand } from "#components/ui/use-dialog-on-demand"
import { withQuery } from "#lib/ui/api"
import type { TeamMembership } from "#lib/ui/api.gen"
import type { MemberRow, TeamRow } from "#lib/ui/team-form"
import { editsTeam, listsUsers } from "#lib/ui/visitor"
import { actions } from "#lib/ui/words/actions"
import { teamMembersWords } from "#lib/ui/words/team-members"
import { terms } from "#lib/ui/words/terms"
import type { OpenMemberDialog } from "./member-dialogs"

const loadDialogs = () => import("./member-dialogs").then((module) => module.MemberDialogs)
const ahead = fetchedAhead(loadDialogs)

interface MembersCardProps {
  team: TeamRow
  members: readonly TeamMembership[]
}

/** Who is in the team, and what each may spend of it. */
export function MembersCard({ team, members }: MembersCardProps) {
  const edits = editsTeam(useVisitor(), team)
  const [dialog, setDialog] = useState<OpenMemberDialog | null>(null)
  const close = () => setDialog(null)
  const MemberDialogs = useDialogOnDemand(loadDialogs, { open: dialog !== null, onClose: close })
  const accounts = new Map(members.map((member) => [member.user_id, member]))
  const rows = team.members_with_roles.flatMap(({ user_id, user_email }): MemberRow[] => {
    const account = accounts.get(user_id)
    return account ? [{ ...account, name: user_email ?? user_id }] : []
  })
  return (
    <Card className="overflow-hidden">
      <CardHeader className="items-center pb-3">
        <CardTitle>{terms.members}</CardTitle>
        {edits && (
          <Button variant="outline" size="sm" onClick={() => setDialog({ kind: "add" })} {...ahead}>
            <UserPlus aria-hidden />
            {teamMembersWords.add}
          </Button>
        )}
      </CardHeader>
      {rows.length === 0 ? (
        <p className="border-line border-t px-5 py-6 text-muted text-sm">{teamMembersWords.none}</p>
      ) : (
        <MembersTable rows={rows} edits={edits} onOpen={setDialog} />
      )}
      {MemberDialogs && <MemberDialogs teamId={team.team_id} dialog={dialog} onClose={close} />}
    </Card>
  )
}

interface MembersTableProps {
  rows: readonly MemberRow[]
  /** May the visitor change them? */
  edits: boolean
  onOpen: (dialog: OpenMemberDialog) => void
}

function MembersTable({ rows, edits, onOpen }: MembersTableProps) {
  const listed = listsUsers(useVisitor())
  return (
    <Table aria-label={terms.members}>
      <THead>
        <tr>
          <Th className="pl-5">{terms.member}</Th>
          <Th className="hidden sm:table-cell">{terms.role}</Th>
          <Th>{teamMembersWords.spend}</Th>
          {edits && <ActionsHead />}
        </tr>
      </THead>
      <Tbody>
        {rows.map((member) => (
          <Tr key={member.user_id}>
            <Td className="h-16 w-full max-w-0 pl-5">
              <NameLink href={listed ? withQuery("/ui/users/user", { id: member.user_id }) : null}>
                {member.name}
              </NameLink>
              {member.role === "admin" && (
                <span className="text-faint text-xs sm:hidden">{teamMembersWords.teamAdmin}</span>
              )}
            </Td>
            <Td className="hidden sm:table-cell">
              <Badge tone={member.role === "admin" ? "info" : "neutral"}>
                {member.role === "admin" ? terms.admin : terms.member}
              </Badge>
            </Td>
            <Td className="w-56 min-w-40">
              <BudgetCell row={member} />
            </Td>
            {edits && (
              <Td className="w-12 pr-3 text-right">
                <RowActions subject={member.name} actions={actionsOf(member, onOpen)} />
              </Td>
            )}
          </Tr>
        ))}
      </Tbody>
    </Table>
  )
}

function actionsOf(member: MemberRow, onOpen: MembersTableProps["onOpen"]): RowAction[] {
  return [
    { label: actions.edit, icon: Pencil, opens: true, onSelect: () => onOpen({ kind: "edit", member }) },
    {
      label: actions.remove,
      icon: UserMinus,
      opens: true,
      destructive: true,
      apart: true,
      onSelect: () => onOpen({ kind: "remove", member }),
    },
  ]
}
