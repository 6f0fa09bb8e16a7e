import { abortSignalOf, type CancelSignal } from "#lib/core/cancel"
import { type Clock, systemClock } from "#lib/core/clock"
import { GatewayError } from "#lib/core/errors"
import type { Signer } from "../provider"

/** What signs a request to AWS; `expiresAtMs` for those that are lent for a while. */
export interface AwsCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
  readonly expiresAtMs?: number
}

export interface AwsSignerInput {
  readonly service: string
  readonly region: string
  /** Fetches credentials; called again when the last ones are about to expire. */
  readonly credentials: () => Promise<AwsCredentials>
  readonly clock?: Clock
}

/** Getting credentials may mean asking a server of AWS'; a request does not wait longer than this for them. */
const CREDENTIALS_TIMEOUT_MS = 15_000
const REFRESH_BEFORE_MS = 5 * 60_000

/**
 * AWS Signature Version 4 (docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html) of the exact method, path, query, host,
 * content type and bytes that are sent. The path is signed as it stands, encoded once more, as AWS wants it for all but S3.
 */
export function awsSigner({ service, region, credentials, clock = systemClock }: AwsSignerInput): Signer {
  const current = keptFresh(credentials, clock)
  return async (request) => {
    const identity = await within(current(), request.signal)
    const { signature } = await import("./aws-signature")
    return signature(request, { service, region, identity, date: new Date(clock.now()) })
  }
}

/** One fetch at a time, and none while the last credentials are good; a failure is not kept. */
function keptFresh(fetch: () => Promise<AwsCredentials>, clock: Clock): () => Promise<AwsCredentials> {
  let pending: Promise<AwsCredentials> | null = null
  let known: AwsCredentials | null = null
  return () => {
    if (known !== null && (known.expiresAtMs ?? Number.POSITIVE_INFINITY) - REFRESH_BEFORE_MS > clock.now())
      return Promise.resolve(known)
    pending ??= fetch()
      .then((fresh) => {
        known = fresh
        return fresh
      })
      .finally(() => {
        pending = null
      })
    return pending
  }
}

async function within(credentials: Promise<AwsCredentials>, signal: CancelSignal): Promise<AwsCredentials> {
  const limit = AbortSignal.any([abortSignalOf(signal), AbortSignal.timeout(CREDENTIALS_TIMEOUT_MS)])
  let stop = () => {}
  const stopped = new Promise<never>((_resolve, reject) => {
    stop = () =>
      reject(
        signal.aborted
          ? new GatewayError("client_closed", "The client closed the connection.")
          : new GatewayError(
              "upstream_auth",
              "AWS did not give credentials in time. Check the deployment's aws_* settings.",
            ),
      )
    limit.addEventListener("abort", stop)
  })
  try {
    if (limit.aborted) stop()
    return await Promise.race([credentials, stopped])
  } finally {
    limit.removeEventListener("abort", stop)
  }
}
