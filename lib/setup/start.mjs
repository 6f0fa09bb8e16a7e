import { pathToFileURL } from "node:url"
import { ensureDependencies } from "./ensure-dependencies.mjs"
import { onOwnNode } from "./own-node.mjs"
import { has, inRoot } from "./paths.mjs"
import { main, SetupError } from "./progress.mjs"

/** `npm start`: everything the gateway needs, made when it is missing or old; then the gateway, with all arguments passed on. */
await main(async () => {
  const args = process.argv.slice(2)
  const development = args.includes("--dev")
  await ensureDependencies()
  const status = await onOwnNode(process.argv[1], args)
  if (status !== null) return status
  const { ensureBuild } = await import("./ensure-build.mjs")
  await ensureBuild({ pages: !development })
  if (!has("dist", "cli.js")) throw new SetupError("dist/cli.js was not built: is lib/cli/main.ts there?")
  process.env.NODE_ENV = development ? "development" : "production"
  process.env.NEXT_TELEMETRY_DISABLED = "1"
  await become(inRoot("dist", "cli.js"), args)
})

/** Goes on as that program in this very process: nothing stays in between that could swallow a signal or a status. */
async function become(program, args) {
  process.argv = [process.argv[0], program, ...args]
  await import(pathToFileURL(program).href)
}
