import { AxeBuilder } from "@axe-core/playwright"
import { expect, type Page } from "playwright/test"

/** What axe finds; whatever it calls serious or critical keeps somebody out. `rules`: only these. */
async function barriers(page: Page, rules: readonly string[] | null): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode()
  const { violations } = await (rules === null ? axe : axe.withRules([...rules])).analyze()
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")} ${node.failureSummary ?? ""}`))
}

/** Fails with what axe finds in the light and in the dark theme. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" })
    await expect(page.locator("html")).toHaveClass(new RegExp(`\\b${colorScheme}\\b`))
    // A cancelled animation has ended too.
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)))
    // Themes differ in colours and in nothing else.
    const rules = colorScheme === "dark" ? ["color-contrast"] : null
    expect(await barriers(page, rules), colorScheme).toEqual([])
  }
}

const overhang = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)

/** Fails when the page scrolls sideways in a window of one of these widths, from a desk down to a phone. */
export async function expectFits(page: Page, widths: readonly number[] = [1280, 1024, 768, 360, 320]): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 })
    await expect.poll(() => overhang(page), `at ${width} px`).toBeLessThanOrEqual(0)
  }
}
