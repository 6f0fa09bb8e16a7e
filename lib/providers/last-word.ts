import { Socket } from "node:net"
import { buildConnector } from "undici"

type Connector = ReturnType<typeof buildConnector>
type Written = (e?: Error | null) => void

/** What is to be done before the next bytes leave. undici writes a whole request in one go, so there is rarely more than one. */
let waiting: (() => void) | null = null
const NOW = Promise.resolve()

/**
 * Calls `word` right before the request that undici is writing now goes to the kernel, or at the end of this turn when its socket
 * takes no bytes yet. For what has to be on disk when a request was sent, and should not be when it was not: between the two lies
 * no more than the system call itself.
 */
export function beforeBytesLeave(word: () => void): void {
  // That of a request whose socket takes no bytes yet is not lost over this one.
  speak()
  waiting = word
  // A tenth of what queueMicrotask costs, which makes a resource of its own for each call.
  void NOW.then(speak)
}

function speak(): void {
  const word = waiting
  waiting = null
  word?.()
}

/** undici's connector; its sockets let `beforeBytesLeave` speak first. */
export function tellingConnector(options: buildConnector.BuildOptions): Connector {
  const connect = buildConnector(options)
  return (to, done) =>
    connect(to, (...result) => {
      const [failure, socket] = result
      if (failure === null && socket !== null) tells(socket)
      done(...result)
    })
}

const { _write, _writev } = Socket.prototype

function tells(socket: Socket): void {
  socket._write = write
  socket._writev = writev
}

function write(this: Socket, chunk: unknown, encoding: BufferEncoding, done: Written): void {
  if (waiting !== null) speak()
  _write.call(this, chunk, encoding, done)
}

function writev(this: Socket, chunks: Array<{ chunk: unknown; encoding: BufferEncoding }>, done: Written): void {
  if (waiting !== null) speak()
  _writev?.call(this, chunks, done)
}
