import type { Metadata } from "next"
import { PageHeader } from "#components/ui/page-header"
import { ConfigFile } from "./config-file"
import { SettingsView } from "./settings-view"
import { VersionsPanel } from "./versions-panel"

export const metadata: Metadata = { title: "Settings" }

/** Every setting, where its value comes from, and changing it while the gateway runs. */
export default function SettingsPage() {
  return (
    <>
      <PageHeader
        title="Settings"
        description="Every value in force and where it comes from. What is changed here counts before the config file, in every process at once."
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
