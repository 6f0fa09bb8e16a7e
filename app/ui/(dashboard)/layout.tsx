import { headers } from "next/headers"
import { redirect } from "next/navigation"
import type { ReactNode } from "react"
import { MobileBar } from "#components/nav/mobile-bar"
import { Sidebar } from "#components/nav/sidebar"
import { loginDeps } from "#lib/server/login"
import { shellWords } from "#lib/ui/words/shell"
import { ForRole } from "./for-role"
import { DashboardProviders } from "./providers"

/** The shell around every page. The session is checked here, on the server: proxy.ts is a convenience and no lock. */
export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const asked = await headers()
  const path = asked.get("x-asked-path") ?? "/ui"
  const visitor = await loginDeps().visitor(asked.get("cookie"))
  if (visitor === null) redirect(`/ui/login?next=${encodeURIComponent(path)}`)
  return (
    <DashboardProviders visitor={visitor}>
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-primary px-3 py-2 text-on-primary focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {shellWords.skipToContent}
      </a>
      <div className="lg:flex">
        <Sidebar />
        <MobileBar />
        <main
          id="content"
          tabIndex={-1}
          className="min-w-0 flex-1 px-4 pt-6 pb-44 outline-none sm:px-6 lg:px-10 lg:py-9"
        >
          <div className="mx-auto max-w-6xl">
            <ForRole>{children}</ForRole>
          </div>
        </main>
      </div>
    </DashboardProviders>
  )
}
