#!/usr/bin/env node
import { redact } from "#lib/core/log"
import { parseArgs } from "./args"
import { packageVersion } from "./package-root"

const say = (line: string) => process.stdout.write(`${redact(line)}\n`)

/** The banner shows a generated master key once, on purpose: it is the way in. Everything else is redacted. */
const sayAll = (line: string) => process.stdout.write(`${line}\n`)

/** The command line → exit status. Parts are loaded when needed, so that `--version` costs nothing. */
async function main(): Promise<number> {
  const command = parseArgs(process.argv.slice(2), process.env)
  switch (command.kind) {
    case "version":
      say(packageVersion())
      return 0
    case "help":
      say(command.text)
      return 0
    case "mistake":
      process.stderr.write(`${command.message}\n`)
      return 2
    case "validate": {
      const { validate } = await import("./commands/validate")
      return validate(command.config, { strict: command.strict, env: process.env, write: say })
    }
    case "manage": {
      const { manage } = await import("./commands/manage")
      return manage(command, process.env, sayAll)
    }
    case "health": {
      const { health } = await import("./commands/health")
      return health(command.host, command.port, say)
    }
    case "serve": {
      const { withHeapFlags } = await import("./heap-flags")
      withHeapFlags(process.env)
      for (const note of command.notes) say(note)
      const { serve } = await import("./commands/serve")
      return serve(command, process.env, sayAll)
    }
  }
}

try {
  process.exitCode = await main()
  if (process.exitCode !== 0) process.exit()
} catch (e) {
  process.stderr.write(`${redact(e instanceof Error ? e.message : String(e))}\n`)
  process.exit(1)
}
