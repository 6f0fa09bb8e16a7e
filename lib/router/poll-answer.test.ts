import { expect, it } from "vitest"
import { openCatalog } from "#lib/catalog/catalog"
import { Cancel } from "#lib/core/cancel"
import { BodyReader } from "#lib/providers/body-reader"
import type { Outgoing } from "#lib/providers/send"
import type { ChatBody, KindCall } from "./chat-body"
import { makeDeployment } from "./deployment"
import { polled } from "./poll-answer"

const deployment = makeDeployment(
  { model_name: "draw", litellm_params: { model: "black_forest_labs/flux-dev", api_key: "secret-key" } },
  {
    catalog: openCatalog(new URL("../catalog/models.json", import.meta.url).pathname),
    env: {},
    timeoutMs: 5_000,
    streamTimeoutMs: 5_000,
    dropParams: false,
  },
)
const served = deployment.kinds.images
if (served === undefined) throw new Error("it serves no images")

const json = (value: unknown) => ({ contentType: "application/json", bytes: Buffer.from(JSON.stringify(value)) })

/** Asks at the place given, with a provider that answers each request with the next of these. */
async function ask(place: string, answers: unknown[]) {
  const sent: Outgoing[] = []
  const sender = {
    close: async () => undefined,
    async send(out: Outgoing) {
      sent.push(out)
      const body = new BodyReader({ pause: () => undefined, resume: () => undefined, abort: () => undefined })
      body.push(json(answers.shift()).bytes)
      body.finish(null)
      return { status: 200, header: () => "application/json", body }
    },
  }
  const input = { body: {} as ChatBody, signal: new Cancel(), sender, onSend: () => undefined }
  const run = { deployment, input, call: {} as KindCall, served: served as NonNullable<typeof served> }
  const answer = polled(run, json({ id: "1", polling_url: place }))
  return { answer, sent }
}

it("a task is asked for at its place until it is done, with the key", async () => {
  const ready = { id: "1", status: "Ready", result: { sample: "https://b/1.png" } }
  const { answer, sent } = await ask("https://api.eu1.bfl.ai/v1/get_result?id=1", [{ status: "Pending" }, ready])
  expect(JSON.parse((await answer).bytes.toString("utf8"))).toEqual(ready)
  expect(sent.map(({ method, origin, path }) => `${method} ${origin}${path}`)).toEqual([
    "GET https://api.eu1.bfl.ai/v1/get_result?id=1",
    "GET https://api.eu1.bfl.ai/v1/get_result?id=1",
  ])
  expect(sent[0]?.headers["x-key"]).toBe("secret-key")
})

it.each(["https://elsewhere.example/v1?id=1", "http://api.bfl.ai/v1?id=1", "https://api-bfl.ai/v1"])(
  "a place at %s is not asked: it would be given the key",
  async (place) => {
    const { answer, sent } = await ask(place, [])
    await expect(answer).rejects.toMatchObject({ kind: "upstream_failed" })
    expect(sent).toEqual([])
  },
)
