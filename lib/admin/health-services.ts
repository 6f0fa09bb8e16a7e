import { z } from "zod"
import { GatewayError } from "#lib/core/errors"
import { answered, controlOf } from "./cache"
import type { AdminContext } from "./context"
import { defineResource, get } from "./resource"

const Service = z.enum(["database", "cache"])

/** LiteLLM's check of one thing the gateway depends on; the others it names are not part of this release. */
export const healthServices = defineResource("health", {
  services: get("/health/services", {
    summary: "Does the database answer, or the response cache",
    needs: "cache:read",
    input: z.strictObject({ service: Service.describe("What is asked") }),
    output: z.object({ status: z.literal("success"), service: Service, message: z.string() }),
    run: services,
  }),
})

async function services(ctx: AdminContext, { service }: { service: z.output<typeof Service> }) {
  if (service === "database") {
    if (!(await ctx.db.ping())) throw new GatewayError("database_unavailable", "The database does not answer.")
    return { status: "success" as const, service, message: "The database answers." }
  }
  const control = controlOf(ctx)
  await answered(control.ping())
  return { status: "success" as const, service, message: `The response cache (${control.type}) answers.` }
}
