import { setTimeout as sleep } from "node:timers/promises"
import { abortSignalOf } from "#lib/core/cancel"
import { GatewayError } from "#lib/core/errors"
import type { ProviderAnswer } from "#lib/wire/kinds"
import { providerError } from "#lib/wire/provider-error"
import { refusal, signed } from "./ask-provider"
import type { Run } from "./exchange"

const EVERY_MS = 500
const MAX_ANSWER_BYTES = 64 * 1024 * 1024

/**
 * For providers that answer with a place to ask again: asks there until the work is done or the deployment's time is up. Only
 * hosts under the deployment's own domain are asked: the request carries its key.
 */
export async function polled(run: Run, answer: ProviderAnswer): Promise<ProviderAnswer> {
  const { deployment, input, served } = run
  if (served.codec.poll === undefined) return answer
  const until = performance.now() + deployment.timeoutMs
  let last = answer
  let url = new URL(served.path, deployment.origin)
  for (let place = served.codec.poll(last); place !== null; place = served.codec.poll(last)) {
    if (place !== "") url = new URL(place, url)
    if (!sameDomain(url, new URL(deployment.origin)))
      throw new GatewayError("upstream_failed", "The provider named a place of another domain for its answer.")
    if (performance.now() > until) throw new GatewayError("upstream_timeout", "The provider did not finish in time.")
    await sleep(EVERY_MS, undefined, { signal: abortSignalOf(input.signal) }).catch(() => {
      throw new GatewayError("client_closed", "The client closed the connection.")
    })
    const path = `${url.pathname}${url.search}`
    const { headers } = deployment
    const upstream = await input.sender.send({
      origin: url.origin,
      path,
      method: "GET",
      headers: await signed(deployment, { method: "GET", path, headers, body: "", signal: input.signal }),
      body: null,
      signal: input.signal,
      firstByteTimeoutMs: deployment.timeoutMs,
      idleTimeoutMs: deployment.streamTimeoutMs,
    })
    if (upstream.status < 200 || upstream.status >= 300)
      throw await refusal(upstream, served.codec.error ?? providerError)
    last = {
      contentType: upstream.header("content-type") ?? "",
      bytes: await upstream.body.readAll(MAX_ANSWER_BYTES),
    }
  }
  return last
}

/** The same host, or one under the same last two labels over the same protocol (api.bfl.ai, api.eu1.bfl.ai). */
function sameDomain(a: URL, b: URL): boolean {
  if (a.host === b.host && a.protocol === b.protocol) return true
  const site = (url: URL) => url.hostname.split(".").slice(-2).join(".")
  return a.protocol === "https:" && b.protocol === "https:" && /[a-z]/.test(site(b)) && site(a) === site(b)
}
