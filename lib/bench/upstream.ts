import { createServer, type Socket } from "node:net"

/**
 * The bench's provider: answers every chat request at once with the same 600 bytes of JSON or 23 events, over plain sockets so
 * that it takes as little of the machine as possible. `node upstream.mjs <port>`; says its URL when it listens.
 */
const id = "chatcmpl-BenchUpstream0000000000000001"
const model = "gpt-4.1-2025-04-14"
const usage = { prompt_tokens: 219, completion_tokens: 20, total_tokens: 239 }
const words = "The fee counts open days only ; the reserved copy pays twice . Questions ? Ask at desk seven , please ."
  .split(" ")
  .slice(0, 20)

const answered = { json: 0, stream: 0 }
const jsonAnswer = withLength(JSON.stringify(completion()))
const streamHead = Buffer.from(
  "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\ntransfer-encoding: chunked\r\n\r\n",
)
const streamEvents = events().map((data) => chunk(`data: ${data}\n\n`))
const lastChunk = Buffer.from("0\r\n\r\n")

function completion(): unknown {
  const message = { role: "assistant", content: words.join(" "), refusal: null, annotations: [] }
  const promptDetails = { cached_tokens: 0, audio_tokens: 0 }
  const completionDetails = {
    reasoning_tokens: 0,
    audio_tokens: 0,
    accepted_prediction_tokens: 0,
    rejected_prediction_tokens: 0,
  }
  return {
    id,
    object: "chat.completion",
    created: 1_741_569_952,
    model,
    choices: [{ index: 0, message, logprobs: null, finish_reason: "stop" }],
    usage: { ...usage, prompt_tokens_details: promptDetails, completion_tokens_details: completionDetails },
    service_tier: "default",
  }
}

/** 20 words, the finish, the usage and the end: 23. */
function events(): string[] {
  const head = {
    id,
    object: "chat.completion.chunk",
    created: 1_741_569_952,
    model,
    service_tier: "default",
    system_fingerprint: "fp_bench",
  }
  const delta = (fields: object, finish: string | null = null) =>
    JSON.stringify({ ...head, choices: [{ index: 0, delta: fields, logprobs: null, finish_reason: finish }] })
  const said = words.map((word, i) => delta(i === 0 ? { role: "assistant", content: word } : { content: ` ${word}` }))
  return [...said, delta({}, "stop"), JSON.stringify({ ...head, choices: [], usage }), "[DONE]"]
}

function withLength(text: string): Buffer {
  const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n`
  return Buffer.from(head + text)
}

function chunk(text: string): Buffer {
  return Buffer.from(`${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`)
}

/** Takes whole requests off the socket's bytes; a request cut between reads waits for the rest. */
function serve(socket: Socket): void {
  let held: Buffer = Buffer.alloc(0)
  socket.setNoDelay(true)
  socket.on("error", () => socket.destroy())
  socket.on("data", (bytes) => {
    held = held.length === 0 ? bytes : Buffer.concat([held, bytes])
    for (;;) {
      const headEnd = held.indexOf("\r\n\r\n")
      if (headEnd === -1) return
      const head = held.toString("latin1", 0, headEnd)
      const end = bodyEnd(head, held, headEnd + 4)
      if (end === -1) return
      answer(socket, head, held.subarray(headEnd + 4, end))
      held = held.subarray(end)
    }
  })
}

/** Where the body ends; -1 while it is incomplete. */
function bodyEnd(head: string, bytes: Buffer, start: number): number {
  if (/\r\ntransfer-encoding: *chunked/i.test(head)) {
    const last = bytes.indexOf("0\r\n\r\n", start)
    return last === -1 ? -1 : last + 5
  }
  const end = start + Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0)
  return end <= bytes.length ? end : -1
}

function answer(socket: Socket, head: string, body: Buffer): void {
  if (head.startsWith("GET /__answered")) socket.write(withLength(JSON.stringify(answered)))
  else if (!head.startsWith("POST ")) socket.write(withLength("{}"))
  else if (body.includes('"stream":true')) {
    answered.stream += 1
    // One write an event, as a provider sends them.
    socket.write(streamHead)
    for (const event of streamEvents) socket.write(event)
    socket.write(lastChunk)
  } else {
    answered.json += 1
    socket.write(jsonAnswer)
  }
}

const port = Number(process.argv[2] ?? 0)
const server = createServer(serve)
server.listen({ port, host: "127.0.0.1", backlog: 1_024 }, () => {
  const address = server.address()
  process.stdout.write(`listening on http://127.0.0.1:${typeof address === "object" ? address?.port : port}\n`)
})
