import { connect } from "node:net"

/** An answer as it came over the socket. */
export interface RawAnswer {
  /** 0 when the server closed without a word. */
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Every byte of it. */
  readonly text: string
}

export interface RawOptions {
  readonly port: number
  /** The local address to come from: another 127.x.x.x is another visitor. */
  readonly from?: string
}

const SILENCE_MS = 5_000

/** Sends these bytes and nothing else, without a client that tidies them, and reads until the server closes (or is silent for 5 s). */
export function rawRequest(bytes: string | Buffer, { port, from }: RawOptions): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1", ...(from === undefined ? {} : { localAddress: from }) })
    const parts: Buffer[] = []
    const done = () => {
      socket.destroy()
      resolve(parsed(Buffer.concat(parts).toString("latin1")))
    }
    socket.setTimeout(SILENCE_MS, done)
    socket.on("data", (part: Buffer) => parts.push(part))
    socket.once("close", done)
    socket.once("error", done)
    socket.write(bytes)
  })
}

/** A request's head from its lines, ended; `connection: close` is added. */
export function head(...lines: string[]): string {
  return `${[...lines, "connection: close"].join("\r\n")}\r\n\r\n`
}

function parsed(text: string): RawAnswer {
  const end = text.indexOf("\r\n\r\n")
  const [first = "", ...lines] = text.slice(0, end === -1 ? text.length : end).split("\r\n")
  const headers: Record<string, string> = {}
  for (const line of lines) {
    const at = line.indexOf(":")
    const name = line.slice(0, at).toLowerCase()
    const value = line.slice(at + 1).trim()
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`
  }
  return {
    status: Number(/^HTTP\/1\.[01] (\d{3})/.exec(first)?.[1] ?? 0),
    headers,
    body: end === -1 ? "" : text.slice(end + 4),
    text,
  }
}
