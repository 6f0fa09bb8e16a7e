import type OpenAI from "openai"
import { expect } from "playwright/test"

/** Asks the same until the answer is one that was kept: it is written down after the first one was given, not before. */
export async function askUntilCached(client: OpenAI, model: string, content: string): Promise<void> {
  const request = { model, messages: [{ role: "user" as const, content }], ...{ cache: { "use-cache": true } } }
  const ask = async () => {
    const { response } = await client.chat.completions.create(request).withResponse()
    return response.headers.get("x-litellm-cache-hit")
  }
  await expect.poll(ask, "answered from the cache").toBe("True")
}
