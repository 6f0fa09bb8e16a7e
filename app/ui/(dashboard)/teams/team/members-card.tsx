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
import { withQuery } from "#lib/ui/api"
import type { TeamMembership } from "#lib/ui/api.gen"
import type { MemberRow, TeamRow } from "#lib/ui/team-form"
import { editsTeam, listsUsers } from "#lib/ui/visitor"
import { actions } from "#lib/ui/words/actions"
import { teamMemberWords } from "#lib/ui/words/teams"
import { terms } from "#lib/ui/words/terms"
import { AddMember } from "./add-member"
import { EditMember } from "./edit-member"
import { RemoveMember } from "./remove-member"

interface OpenDialog {
  readonly kind: "edit" | "remove"
  readonly member: MemberRow
}

interface MembersCardProps {
  team: TeamRow
  members: readonly TeamMembership[]
}

/** Who is in the team, and what each may spend of it. */
export function MembersCard({ team, members }: MembersCardProps) {
  const edits = editsTeam(useVisitor(), team)
  const [adding, setAdding] = useState(false)
  const [dialog, setDialog] = useState<OpenDialog | null>(null)
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
          <Button variant="outline" size="sm" onClick={() => setAdding(true)}>
            <UserPlus aria-hidden />
            {teamMemberWords.add.title}
          </Button>
        )}
      </CardHeader>
      {rows.length === 0 ? (
        <p className="border-line border-t px-5 py-6 text-muted text-sm">{teamMemberWords.none}</p>
      ) : (
        <MembersTable rows={rows} edits={edits} onOpen={setDialog} />
      )}
      <AddMember teamId={team.team_id} open={adding} onOpenChange={setAdding} />
      {dialog?.kind === "edit" && <EditMember member={dialog.member} onClose={() => setDialog(null)} />}
      {dialog?.kind === "remove" && <RemoveMember member={dialog.member} onClose={() => setDialog(null)} />}
    </Card>
  )
}

interface MembersTableProps {
  rows: readonly MemberRow[]
  /** May the visitor change them? */
  edits: boolean
  onOpen: (dialog: OpenDialog) => void
}

function MembersTable({ rows, edits, onOpen }: MembersTableProps) {
  const listed = listsUsers(useVisitor())
  return (
    <Table aria-label={terms.members}>
      <THead>
        <tr>
          <Th className="pl-5">{terms.member}</Th>
          <Th className="hidden sm:table-cell">{terms.role}</Th>
          <Th>{teamMemberWords.spend}</Th>
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
                <span className="text-faint text-xs sm:hidden">{teamMemberWords.teamAdmin}</span>
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
