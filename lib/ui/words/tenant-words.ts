/** Whose facts these are (`team:<id>`, `user:<id>`, `key:<hash>`, `master`), in words. */
export function tenantWords(tenant: string): string {
  if (tenant === "master") return "Master key"
  const [kind = "", ...rest] = tenant.split(":")
  const id = rest.join(":")
  if (kind === "key") return `Key ${id.slice(0, 8)}…`
  return kind === "team" ? `Team ${id}` : kind === "user" ? `User ${id}` : tenant
}
