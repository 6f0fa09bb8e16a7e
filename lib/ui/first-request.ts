/** A curl command that sends a first chat request to the gateway at `origin`; the key comes from the environment. */
export function firstRequest(origin: string, model = "demo"): string {
  const body = JSON.stringify({ model, messages: [{ role: "user", content: "Say hello." }] })
  return [
    `curl ${origin}/v1/chat/completions \\`,
    `  -H "Authorization: Bearer $TOLLGATE_KEY" \\`,
    `  -H "Content-Type: application/json" \\`,
    `  -d '${body.replaceAll("'", "'\\''")}'`,
  ].join("\n")
}
