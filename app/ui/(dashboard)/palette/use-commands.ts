import { useRouter } from "next/navigation"
import { useTheme } from "next-themes"
import { toast } from "sonner"
import { navGroups } from "#components/nav/nav-groups"
import { useGoTo } from "#components/nav/use-go-to"
import { useVisitor } from "#components/nav/visitor-context"
import type { Command } from "#lib/ui/palette"
import { useLogOut } from "#lib/ui/use-log-out"
import { makesKeys, makesTeams, managesModels, mayOpen } from "#lib/ui/visitor"
import { paletteWords } from "#lib/ui/words/palette"

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
  const act = (id: keyof typeof paletteWords.actions, run: () => void, keys?: readonly string[]) => ({
    id,
    group: paletteWords.groups.actions,
    ...paletteWords.actions[id],
    run,
    keys,
  })
  return [
    ...(makesKeys(visitor) ? [act("createKey", go("/ui/keys?create=true"))] : []),
    ...(mayOpen(visitor, "/ui/users") ? [act("inviteUser", go("/ui/users?create=true"))] : []),
    ...(makesTeams(visitor) ? [act("createTeam", go("/ui/teams?create=true"))] : []),
    ...(managesModels(visitor) ? [act("addModel", go("/ui/models?create=true"))] : []),
    act(dark ? "lightTheme" : "darkTheme", () => setTheme(dark ? "light" : "dark")),
    act("help", openHelp, ["?"]),
    act("logOut", () => void leave(logOut)),
    ...navGroups(visitor).flatMap(({ label: group, items }) =>
      items.map((item) => ({
        id: item.href,
        group: paletteWords.groups.pages,
        label: item.label,
        words: paletteWords.pageSearch(group),
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
    toast.error(paletteWords.stillLoggedIn, { description: e instanceof Error ? e.message : String(e) })
  }
}
