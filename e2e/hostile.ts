import { readFileSync } from "node:fs"
import { expect, type Page } from "playwright/test"
import type { Stage } from "./stage"

const listed = <T>(path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8")) as T
const { payloads } = listed<{ payloads: string[] }>("./testdata/xss-payloads.json")
const { strings } = listed<{ strings: string[] }>("../lib/config/testdata/naughty-strings.json")
/** Two of our own that leave a trace instead of a dialog, one in Markdown. */
const MARKED = ["<img src=x onerror=window.__xss=1>", "[click](javascript:window.__xss=1) ![x](x:y)"]
/** What strangers write: to be shown as it is, and to do nothing. */
export const TEXTS = [...payloads, ...MARKED]
/** What breaks programs by being odd: other scripts, other directions, control characters, words that languages mean something by. */
export const NAUGHTY = strings.filter((text) => text.trim() !== "")
/** One of each kind of them, fit for a name. */
export const NAUGHTY_NAMES = [
  "NULL",
  "hasOwnProperty",
  ...[/[\u0600-\u06ff]/, /[\u3040-\u30ff]/, /\p{Emoji_Presentation}/u, /[\u0300-\u036f]{2}/].flatMap((kind) =>
    NAUGHTY.filter((text) => kind.test(text) && text.length <= 60).slice(0, 1),
  ),
]

/** Deployments that clients know by these names, at the provider of the stage; each says back what it was told. Once a stage. */
export async function addHostileModels(stage: Stage): Promise<void> {
  const { data } = await stage.read<{ data: { model_name: string }[] }>("/model/info")
  const prices = { input_cost_per_token: 1e-6, output_cost_per_token: 1e-6 }
  const litellm_params = { model: "openai/demo", api_base: stage.providerUrl, api_key: "a-secret", ...prices }
  for (const model_name of TEXTS)
    if (!data.some((model) => model.model_name === model_name))
      await stage.manage("/model/new", { model_name, litellm_params })
}

/** All of it is in the page's own part, and dead. */
export async function expectShown(page: Page, texts: readonly string[], within = "main"): Promise<void> {
  for (const text of texts)
    await expect(page.locator(within).getByText(text).filter({ visible: true }).first()).toBeVisible()
  await expectDead(page)
}

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
