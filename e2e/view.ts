import { expect, type Page } from "playwright/test"

/** Something to look at. Where it is opened from the one before it, that has left the page as it needs it. */
export interface View {
  readonly name: string
  /** The page it is, for those the navigation leads to. */
  readonly path?: string
  /** What is open above the page. */
  readonly within?: string
  open(page: Page): Promise<void>
}

/** A page, and the words by which one sees that it has loaded. */
export function at(name: string, path: string, sign: string): View {
  return { name, path, open: (page) => go(page, path, sign) }
}

/** Goes there and waits until all of it has come. */
export async function go(page: Page, path: string, sign: string): Promise<void> {
  await page.goto(path)
  await page.getByText(sign).filter({ visible: true }).first().waitFor()
  await page.waitForFunction(
    () => document.querySelector('[role="status"][aria-label^="Loading"], main .animate-pulse') === null,
  )
}

/** Where a dialog is looked at, of either kind. */
export const DIALOG = '[role="dialog"], [role="alertdialog"]'

/** A dialog that a button opens; what was open before is closed first. */
export function behind(name: string, button: string | RegExp, then?: (page: Page) => Promise<void>): View {
  return {
    name,
    within: DIALOG,
    async open(page) {
      await close(page)
      await page.getByRole("button", { name: button }).first().click()
      await expect(dialog(page)).toBeVisible()
      await then?.(page)
    },
  }
}

/** A dialog out of the menu of the first row whose name begins like this. */
export function chosen(name: string, row: string, action: string): View {
  return {
    name,
    within: DIALOG,
    async open(page) {
      await close(page)
      await page
        .getByRole("button", { name: new RegExp(`^Actions for ${row}`) })
        .first()
        .click()
      await page.getByRole("menuitem", { name: action, exact: true }).click()
      await expect(dialog(page)).toBeVisible()
    },
  }
}

const dialog = (page: Page) => page.getByRole("dialog").or(page.getByRole("alertdialog")).first()

/** Closes what is open above the page. */
export async function close(page: Page): Promise<void> {
  const above = page.getByRole("dialog").or(page.getByRole("alertdialog")).or(page.getByRole("menu"))
  while ((await above.count()) > 0) {
    const open = await above.count()
    await page.keyboard.press("Escape")
    await expect.poll(() => above.count()).toBeLessThan(open)
  }
}
