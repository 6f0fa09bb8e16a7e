import { describe, expect, test } from "vitest"
import type { KeyView, Model, UsageBudgetsOutput } from "./api.gen"
import { budgetAttention, configAttention, expiryAttention, failingAttention, unpricedAttention } from "./attention"

const NOW = Date.parse("2026-03-10T12:00:00Z")

const budget = (fields: Partial<UsageBudgetsOutput["budgets"][number]>): UsageBudgetsOutput["budgets"][number] => ({
  kind: "key",
  id: "hash",
  name: "bot",
  spend: 9,
  max_budget: 10,
  share: 0.9,
  budget_duration: null,
  budget_reset_at: null,
  projected_at: null,
  ...fields,
})

describe("what needs attention", () => {
  test("a budget that is nearly used up says when it will be; one that is says so", () => {
    const [near] = budgetAttention([budget({ projected_at: "2026-03-20T12:00:00Z" })])
    expect(near).toMatchObject({ tone: "warning", title: "Key bot has used 90% of its budget", href: "/ui/keys?q=bot" })
    expect(near?.detail).toBe("$9.00 of $10.00 · used up about Mar 20, 2026 at this pace")
    const [used] = budgetAttention([budget({ kind: "team", id: "a b", name: "Core", spend: 10, share: 1 })])
    expect(used).toMatchObject({ tone: "danger", href: "/ui/teams/team?id=a+b" })
  })

  test("keys that expire within a week, and no others", () => {
    const key = (alias: string, expires: string | null) =>
      ({ token: alias, key_alias: alias, key_name: "sk-…1234", expires }) as KeyView
    const keys = [key("soon", "2026-03-12T12:00:00Z"), key("later", "2026-03-18T12:00:01Z"), key("never", null)]
    expect(expiryAttention(keys, NOW).map(({ title }) => title)).toEqual(["Key soon expires in 2d"])
  })

  test("single failures are nobody's concern, a good part of the requests is", () => {
    const model = (model_group: string, failures: number, requests: number) => ({
      model_group,
      failures,
      requests,
      spend: 0,
    })
    const found = failingAttention([model("bad", 30, 40), model("large", 30, 4000), model("new", 2, 2)])
    expect(found.map(({ title }) => title)).toEqual(["bad: 75% of requests fail"])
  })

  test("deployments without a price are one line, blocked ones none", () => {
    const model = (model_name: string, info: object) =>
      ({ model_name, model_info: { priced: false, ...info } }) as Model
    const models = [
      model("a", {}),
      model("a", {}),
      model("b", {}),
      model("c", { blocked: true }),
      model("d", { priced: true }),
    ]
    expect(unpricedAttention(models)).toMatchObject([{ title: "2 models have no price" }])
  })

  test("warnings of the config one by one, settings without effect together", () => {
    const quiet = (path: string) => ({
      severity: "info" as const,
      where: "config.yaml:1:1",
      message: `${path}: accepted, not yet in effect`,
    })
    const weak = { severity: "warning" as const, where: "config.yaml:9:3", message: "the master key is weak" }
    expect(configAttention({ findings: [quiet("a.b"), weak, quiet("c.d")] })).toMatchObject([
      { tone: "warning", title: "the master key is weak", detail: "config.yaml:9:3" },
      { tone: "info", title: "2 settings are not in effect" },
    ])
  })
})
