import { expect, type Page } from "playwright/test"

/** Something a visitor would call broken, though the page may look right. */
export interface Incident {
  readonly kind: "console" | "script error" | "dialog" | "server error"
  readonly text: string
}

/** Collects what goes wrong in a page from now on. A policy that blocks something reports it in the console. */
export function watch(page: Page): Incident[] {
  const incidents: Incident[] = []
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") {
      incidents.push({ kind: "console", text: `${message.text()} (${message.location().url})` })
    }
  })
  page.on("pageerror", (error) => incidents.push({ kind: "script error", text: `${error.message} (${page.url()})` }))
  page.on("response", (response) => {
    if (response.status() >= 500)
      incidents.push({ kind: "server error", text: `${response.status()} ${response.url()}` })
  })
  page.on("dialog", (dialog) => {
    incidents.push({ kind: "dialog", text: dialog.message() })
    void dialog.dismiss()
  })
  return incidents
}

/** Takes out the incidents a test has caused on purpose; fails when there was none. */
export function expected(incidents: Incident[], pattern: RegExp): void {
  const rest = incidents.filter(({ text }) => !pattern.test(text))
  expect(rest.length, `an incident like ${pattern}`).toBeLessThan(incidents.length)
  incidents.splice(0, incidents.length, ...rest)
}

/** Fails with everything that went wrong. */
export function expectQuiet(incidents: readonly Incident[]): void {
  expect(incidents, "the pages were quiet").toEqual([])
}
