import { ensureDependencies } from "./ensure-dependencies.mjs"
import { onOwnNode } from "./own-node.mjs"
import { main } from "./progress.mjs"

/** `npm run build [-- --force]`: dependencies and build, then stop. */
await main(async () => {
  const args = process.argv.slice(2)
  await ensureDependencies()
  const status = await onOwnNode(process.argv[1], args)
  if (status !== null) return status
  const { ensureBuild } = await import("./ensure-build.mjs")
  await ensureBuild({ force: args.includes("--force") })
})
