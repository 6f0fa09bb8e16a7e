import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { ChoicePicker } from "#components/form/choice-picker"
import { useVisitor } from "#components/nav/visitor-context"
import type { Choice } from "#lib/ui/choice"
import type { KeyForm } from "#lib/ui/key-form"
import type { FormFields } from "#lib/ui/limit-form"
import { teamChoicesQuery, teamNamesQuery, userChoicesQuery, userNamesQuery } from "#lib/ui/people-query"
import { listsUsers } from "#lib/ui/visitor"
import { keyFormWords as words } from "#lib/ui/words/key-form"

/** Whose key it is: what it spends is charged to its team and to the member's budget in it, else to its user. */
export function OwnerFields({ form, set }: FormFields<KeyForm>) {
  const [team, setTeam] = useState("")
  const [user, setUser] = useState("")
  const { data: teams = [] } = useQuery(teamChoicesQuery(team))
  const choosesUser = listsUsers(useVisitor())
  const { data: users = [] } = useQuery({ ...userChoicesQuery(user), enabled: choosesUser })
  const { data: teamNames } = useQuery({ ...teamNamesQuery, enabled: form.team.length > 0 })
  const { data: userNames } = useQuery({
    ...userNamesQuery(form.user.map(({ id }) => id)),
    enabled: choosesUser && form.user.length > 0,
  })
  return (
    <div className="grid items-start gap-x-4 gap-y-5 sm:grid-cols-2">
      <ChoicePicker
        label={words.team.label}
        hint={words.team.hint}
        placeholder={words.team.none}
        value={named(form.team, teamNames)}
        onChange={(chosen) => set({ team: chosen })}
        options={teams}
        search={team}
        onSearch={setTeam}
      />
      {choosesUser && (
        <ChoicePicker
          label={words.user.label}
          hint={form.team.length > 0 ? words.user.hintInTeam : words.user.hint}
          placeholder={words.user.none}
          value={named(form.user, userNames)}
          onChange={(chosen) => set({ user: chosen })}
          options={users}
          search={user}
          onSearch={setUser}
        />
      )}
    </div>
  )
}

/** A key knows ids only; the names come a moment later. */
function named(chosen: readonly Choice[], names: ReadonlyMap<string, string> | undefined): readonly Choice[] {
  return chosen.map((choice) => ({ ...choice, name: names?.get(choice.id) ?? choice.name }))
}
