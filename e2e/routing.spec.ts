import { expect } from "playwright/test"
import { test } from "./test"

test("a deployment that fails is seen to rest, and its share goes to the other, as the API says", async ({
  page,
  stage,
}) => {
  for (const [id, model, limits] of [
    ["steady-one", "openai/ok", { rpm: 500, weight: 1 }],
    ["shaky-one", "openai/429", { cooldown_time: 120, weight: 1 }],
  ] as const)
    await stage.manage("/model/new", {
      model_name: "routed-pair",
      litellm_params: {
        model,
        api_base: stage.providerUrl,
        api_key: "a-secret",
        input_cost_per_token: 1e-9,
        output_cost_per_token: 1e-9,
        ...limits,
      },
      model_info: { id },
    })
  await page.goto("/ui/routing?q=routed-pair")
  const list = page.getByRole("list", { name: "Deployments of routed-pair" })
  await expect(list.getByText("Healthy")).toHaveCount(2)
  const client = stage.client(await stage.makeKey())
  for (let i = 0; i < 12; i++)
    await client.chat.completions.create({ model: "routed-pair", messages: [{ role: "user", content: "Hi" }] })
  await expect(list.getByText("Resting")).toBeVisible({ timeout: 15_000 })
  await expect(list.getByText("the provider's rate limit")).toBeVisible()
  const told = await stage.read<{ groups: { model_group: string; deployments: { chance: number }[] }[] }>(
    "/routing/live",
  )
  const chances = told.groups
    .find(({ model_group }) => model_group === "routed-pair")
    ?.deployments.map(({ chance }) => chance)
  expect(chances).toEqual([1, 0])
  const shown = list.locator("[data-chance]")
  expect(await shown.evaluateAll((all) => all.map((one) => Number(one.getAttribute("data-chance"))))).toEqual(chances)
  await expect(list.getByRole("progressbar", { name: "Requests a minute used" })).toHaveAttribute(
    "aria-valuetext",
    /of 500/,
  )
  await page.goto("/ui")
  await page.getByRole("link", { name: /routed-pair at openai is resting/ }).click()
  await expect(page).toHaveURL("/ui/routing?q=routed-pair")
})
