import { useRouter } from "next/navigation"
import { useTheme } from "next-themes"
import { toast } from "sonner"
import { navGroups } from "#components/nav/nav-groups"
import { useGoTo } from "#components/nav/use-go-to"
import { useVisitor } from "#components/nav/visitor-context"
import type { Command } from "#lib/ui/palette"
import { useLogOut } from "#lib/ui/use-log-out"
import { makesKeys, makesTeams, managesModels, mayOpen } from "#lib/ui/visitor"

export interface Runnable extends Command {
  run(): void
}

/** Everything that can be gone to or done, by what the visitor may. */
export function useCommands(openHelp: () => void): readonly Runnable[] {
  const visitor = useVisitor()
  const router = useRouter()
  const goTo = useGoTo()
  const { resolvedTheme, setTheme } = useTheme()
  const logOut = useLogOut()
  const go = (href: string) => () => router.push(href)
  const dark = resolvedTheme === "dark"
  const act = (id: string, label: string, words: string, run: () => void, keys?: readonly string[]) => ({
    id,
    group: "Actions",
    label,
    words,
    run,
    keys,
  })
  return [
    ...(makesKeys(visitor) ? [act("create key", "Create key", "new virtual", go("/ui/keys?create=true"))] : []),
    ...(mayOpen(visitor, "/ui/users") ? [act("invite", "Invite user", "new create", go("/ui/users?create=true"))] : []),
    ...(makesTeams(visitor) ? [act("create team", "Create team", "new", go("/ui/teams?create=true"))] : []),
    ...(managesModels(visitor) ? [act("add model", "Add model", "new deployment", go("/ui/models?create=true"))] : []),
    act("theme", dark ? "Light theme" : "Dark theme", "toggle appearance mode", () =>
      setTheme(dark ? "light" : "dark"),
    ),
    act("help", "Keyboard shortcuts", "help keys", openHelp, ["?"]),
    act("log out", "Log out", "sign end session", () => void leave(logOut)),
    ...navGroups(visitor).flatMap(({ label: group, items }) =>
      items.map((item) => ({
        id: item.href,
        group: "Pages",
        label: item.label,
        words: `go to page ${group}`,
        keys: item.jump === undefined ? undefined : ["g", item.jump],
        run: () => goTo(item),
      })),
    ),
  ]
}

async function leave(logOut: () => Promise<void>): Promise<void> {
  try {
    await logOut()
  } catch (e) {
    toast.error("You are still logged in", { description: e instanceof Error ? e.message : String(e) })
  }
}
