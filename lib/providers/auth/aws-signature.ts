import { createHash, createHmac, type Hash, type Hmac } from "node:crypto"
import { SignatureV4 } from "@smithy/signature-v4"
import type { Unsigned } from "../provider"
import type { AwsCredentials } from "./aws-sign"

interface Scope {
  readonly service: string
  readonly region: string
  readonly identity: AwsCredentials
  readonly date: Date
}

/**
 * The headers that sign this request. In a module of its own, to be imported when the first call to AWS is signed: bundled, a library
 * that is loaded late keeps its names only behind a module that imports it plainly.
 */
export async function signature(request: Unsigned, scope: Scope): Promise<Record<string, string>> {
  const { service, region, identity: credentials, date: signingDate } = scope
  const signer = new SignatureV4({ service, region, sha256: Sha256, applyChecksum: false, credentials })
  const { headers } = await signer.sign(requestOf(request), { signingDate })
  // Host is what undici makes of the same address; the rest of what was signed is on the request already.
  const isNew = ([name]: [string, string]) => name === "authorization" || name.startsWith("x-amz-")
  return Object.fromEntries(Object.entries(headers).filter(isNew))
}

function requestOf({ method, url, headers, body }: Unsigned) {
  const { protocol, hostname, port, host, pathname, searchParams } = new URL(url)
  const type = headers["content-type"]
  return {
    method,
    protocol,
    hostname,
    ...(port === "" ? {} : { port: Number(port) }),
    path: pathname,
    query: Object.fromEntries(searchParams),
    headers: { host, ...(type === undefined ? {} : { "content-type": type }) },
    body: body ?? "",
  }
}

/** The hash the library asks for: plain, or keyed when it is given a key. */
class Sha256 {
  #hash: Hash | Hmac

  constructor(key?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = key === undefined ? createHash("sha256") : createHmac("sha256", bytesOf(key))
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(bytesOf(data))
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest()
  }

  reset(): void {
    this.#hash = createHash("sha256")
  }
}

function bytesOf(data: string | ArrayBuffer | ArrayBufferView): Buffer {
  if (typeof data === "string") return Buffer.from(data)
  if (ArrayBuffer.isView(data)) return Buffer.from(data.buffer, data.byteOffset, data.byteLength)
  return Buffer.from(data)
}
