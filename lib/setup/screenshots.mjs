/** `npm run screenshots`: the pictures of docs/screenshots, anew, from a gateway of their own. */
process.env.TOLLGATE_SCREENSHOTS = "1"
process.argv.splice(2, process.argv.length, "e2e/screenshots.ts")
await import("./test.mjs")
