import { ensureDependencies } from "./ensure-dependencies.mjs"
import { onOwnNode } from "./own-node.mjs"
import { main } from "./progress.mjs"
import { writeTypes } from "./types.mjs"

/**
 * `npm run build [-- --force]`: dependencies and build, the SDK's types included, then stop. `--packing` makes the one that goes
 * into the npm package.
 */
await main(async () => {
  const args = process.argv.slice(2)
  await ensureDependencies()
  const status = await onOwnNode(process.argv[1], args)
  if (status !== null) return status
  const { ensureBuild } = await import("./ensure-build.mjs")
  const packing = args.includes("--packing")
  if (packing) process.env.TOLLGATE_PACKING = "1"
  await ensureBuild({ force: packing || args.includes("--force") })
  await writeTypes()
})
