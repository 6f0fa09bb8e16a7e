import { parseArgs } from "node:util"
import { startMockProvider } from "../mock-provider"

/** The mock provider as a process of its own: `main --port 9500 [--host 127.0.0.1] [--stats]`. Says its URL when it listens. */
const { values } = parseArgs({
  options: { port: { type: "string" }, host: { type: "string" }, stats: { type: "boolean" } },
})
const mock = await startMockProvider({
  port: Number(values.port ?? 0),
  ...(values.host !== undefined && { host: values.host }),
  statsRoute: values.stats === true,
})
process.stdout.write(`mock provider on ${mock.url}\n`)
for (const signal of ["SIGTERM", "SIGINT"] as const)
  process.once(signal, () => void mock.close().then(() => process.exit(0)))
