import type { Metadata } from "next"
import { PageHeader } from "#components/ui/page-header"
import { settingsWords } from "#lib/ui/words/settings"
import { ConfigFile } from "./config-file"
import { SettingsView } from "./settings-view"
import { VersionsPanel } from "./versions-panel"

export const metadata: Metadata = { title: settingsWords.title }

/** Every setting, where its value comes from, and changing it while the gateway runs. */
export default function SettingsPage() {
  return (
    <>
      <PageHeader
        title={settingsWords.title}
        description={settingsWords.description}
        actions={
          <>
            <VersionsPanel />
            <ConfigFile />
          </>
        }
      />
      <SettingsView />
    </>
  )
}
