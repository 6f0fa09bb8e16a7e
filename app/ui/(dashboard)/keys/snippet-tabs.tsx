import dynamic from "next/dynamic"
import { Skeleton } from "#components/ui/skeleton"
import { keyDialogsWords } from "#lib/ui/words/key-dialogs"
import type { SnippetTabsProps } from "./snippet-tabs-view"

/** The snippets, fetched when a dialog wants them. Without them it stays whole: it may show a key that is shown this once. */
export const SnippetTabs = dynamic<SnippetTabsProps>(
  () =>
    import("./snippet-tabs-view").then(
      (module) => module.SnippetTabsView,
      () => NotLoaded,
    ),
  { ssr: false, loading: () => <Skeleton className="h-64 w-full" /> },
)

function NotLoaded() {
  return <p className="text-muted text-sm">{keyDialogsWords.snippets.notLoaded}</p>
}
