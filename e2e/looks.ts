import { AxeBuilder } from "@axe-core/playwright"
import { expect, type Page } from "playwright/test"

interface Looked {
  /** What it is, for whoever reads the failure. */
  readonly name?: string
  /** Only this part; the rest was looked at before it was opened. */
  readonly within?: string | undefined
}

/**
 * What axe finds, of whatever weight, WCAG and good practice alike: the rules it has on by itself, and WCAG 2.2's size of targets,
 * which it leaves out unless it is asked for.
 */
async function barriers(page: Page, within: string | undefined): Promise<string[]> {
  // Half a megabyte of script: what a page has from the look before is not read again.
  const there = await page.evaluate(() => "axe" in window)
  const axe = new AxeBuilder({ page, ...(there && { axeSource: ";" }) }).setLegacyMode().options({
    resultTypes: ["violations"],
    rules: { "target-size": { enabled: true } },
  })
  const { violations } = await (within === undefined ? axe : axe.include(within)).analyze()
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes
      .filter((node) => !isMenu(id, node.target))
      .map((node) => `${id} (${impact}): ${node.target.join(" ")} ${node.failureSummary ?? ""}`),
  )
}

/** An open menu belongs to its button and is read with it: it is no part of the page that a landmark would have to lead to. */
const isMenu = (rule: string, target: readonly unknown[]) =>
  rule === "region" && target.every((part) => part === 'div[data-radix-popper-content-wrapper=""]')

/** Turns the page to a theme. Only the dashboard's own pages wait for a script to do it. */
async function turnTo(page: Page, colorScheme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" })
  await page.waitForFunction(
    (theme) => !location.pathname.startsWith("/ui") || document.documentElement.classList.contains(theme),
    colorScheme,
  )
  // Brought to their ends instead of waited for; one without an end would be waited for until the test is over.
  await page.evaluate(() => {
    for (const animation of document.getAnimations())
      if (Number.isFinite(animation.effect?.getComputedTiming().endTime)) animation.finish()
  })
}

/** Fails with what axe finds in the light and in the dark theme. */
export async function expectAccessible(page: Page, { name = "the page", within }: Looked = {}): Promise<void> {
  for (const theme of ["light", "dark"] as const) {
    await turnTo(page, theme)
    expect.soft(await barriers(page, within), `${name}, ${theme}`).toEqual([])
  }
}

const overhang = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
const DESK = { width: 1280, height: 800 }

/** Fails when the page scrolls sideways in a window of one of these widths, from a desk down to a phone; leaves it on the desk. */
export async function expectFits(page: Page, widths: readonly number[] = [1024, 768, 320]): Promise<void> {
  await expect.poll(() => overhang(page), "on a desk").toBeLessThanOrEqual(0)
  for (const width of widths) {
    await page.setViewportSize({ width, height: DESK.height })
    await expect.poll(() => overhang(page), `at ${width} px`).toBeLessThanOrEqual(0)
  }
  await page.setViewportSize(DESK)
}
