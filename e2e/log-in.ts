import type { Page } from "playwright/test"

/** Logs in on the login page and waits until the page behind it is up: before its scripts run, a click on it would be lost. */
export async function logIn(page: Page, masterKey: string, behind: string | RegExp = "/ui"): Promise<void> {
  await page.getByLabel("Master key").fill(masterKey)
  await page.keyboard.press("Enter")
  await page.waitForURL(behind)
}
