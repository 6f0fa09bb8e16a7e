import { z } from "zod"
import { errorBody, GatewayError } from "#lib/core/errors"
import type { ReloadReport } from "./context"
import { Answer, defineResource, get, post } from "./resource"

const Finding = z.object({ severity: z.enum(["error", "warning", "info"]), where: z.string(), message: z.string() })

const Report = z.object({
  ok: z.boolean(),
  models: z.number().describe("Deployments now served"),
  findings: z.array(Finding),
})

export const config = defineResource("config", {
  findings: get("/config/findings", {
    summary: "What the loader says about the configuration in force: a weak master key, settings that do nothing yet",
    needs: "config:read",
    input: z.strictObject({}),
    output: z.object({ findings: z.array(Finding) }),
    run: (ctx) => Promise.resolve({ findings: [...ctx.findings()] }),
  }),
  reload: post("/config/reload", {
    summary: "Read the config file again. A config with errors changes nothing: 400 with the findings.",
    needs: "config:write",
    input: z.strictObject({}),
    output: Report,
    run: async (ctx) => {
      const report = await ctx.reloadConfig()
      const answer = { ok: report.ok, models: report.models, findings: [...report.findings] }
      return report.ok ? answer : new Answer(400, { ...answer, ...errorBody(refusal(report)) })
    },
  }),
})

function refusal(report: ReloadReport): GatewayError {
  const errors = report.findings.filter((finding) => finding.severity === "error")
  const first = errors[0]
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : ""
  const why = first === undefined ? "" : ` ${first.where}: ${first.message}${more}`
  return new GatewayError("invalid_request", `The new config was not taken; the running one stays.${why}`)
}
