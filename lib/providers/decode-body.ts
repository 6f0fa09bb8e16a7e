import zlib from "node:zlib"
import { GatewayError } from "#lib/core/errors"
import { BodyReader } from "./body-reader"

function decoderFor(encoding: string) {
  switch (encoding.trim().toLowerCase()) {
    case "gzip":
    case "x-gzip":
      return zlib.createGunzip()
    case "deflate":
      return zlib.createInflate()
    case "br":
      return zlib.createBrotliDecompress()
    default:
      return null
  }
}

/** A compressed body as plain bytes. We ask providers for none, but some compress whatever was asked. */
export function decoded(raw: BodyReader, encoding: string): BodyReader {
  const decoder = decoderFor(encoding)
  const out = new BodyReader({
    pause: () => decoder?.pause(),
    resume: () => decoder?.resume(),
    abort: () => {
      raw.cancel()
      decoder?.destroy()
    },
  })
  const broken = (e: unknown) =>
    out.finish(
      GatewayError.is(e)
        ? e
        : new GatewayError("upstream_failed", `The provider's answer could not be decompressed (${encoding}).`, {
            cause: e,
          }),
    )
  if (decoder === null) {
    raw.cancel()
    broken(null)
    return out
  }
  decoder.on("data", (chunk: Buffer) => out.push(chunk))
  decoder.on("end", () => out.finish(null))
  decoder.on("error", broken)
  void pump(raw, decoder).catch(broken)
  return out
}

async function pump(raw: BodyReader, into: zlib.Gunzip | zlib.Inflate | zlib.BrotliDecompress): Promise<void> {
  for (let part = await raw.read(); part !== null; part = await raw.read()) {
    if (!into.write(part)) await new Promise<void>((resolve) => into.once("drain", resolve))
  }
  into.end()
}
