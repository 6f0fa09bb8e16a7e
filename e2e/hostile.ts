import { readFileSync } from "node:fs"
import { expect, type Page } from "playwright/test"

const { payloads } = JSON.parse(readFileSync(new URL("./testdata/xss-payloads.json", import.meta.url), "utf8")) as {
  payloads: string[]
}
/** Two of our own that leave a trace instead of a dialog, one in Markdown. */
const MARKED = ["<img src=x onerror=window.__xss=1>", "[click](javascript:window.__xss=1) ![x](x:y)"]
/** What strangers write: to be shown as it is, and to do nothing. */
export const TEXTS = [...payloads, ...MARKED]

/** The text is on the page, letter by letter, and nothing of it has come to life. */
export async function expectDead(page: Page): Promise<void> {
  const alive = await page.evaluate(() => ({
    marked: "__xss" in window,
    // Our own come from this host or carry the page's nonce.
    scripts: [...document.scripts].filter(({ src, nonce }) =>
      src === "" ? nonce === "" : new URL(src).origin !== location.origin,
    ).length,
    // What the payloads would bring along, had they become markup. The gateway's own pages have none of it.
    strangers: document.querySelectorAll(
      'iframe, math, marquee, [onerror], [onload], [onfocus], [formaction], a[href^="javascript:"], img:not([src^="/"])',
    ).length,
  }))
  expect(alive).toEqual({ marked: false, scripts: 0, strangers: 0 })
}
