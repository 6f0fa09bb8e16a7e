/** About whom facts are: the `user` of a request, at the tenant whose key asked. */
export interface Subject {
  /** `team:<id>`, `user:<id>`, `key:<token>` or `master`. */
  readonly tenant: string
  readonly endUser: string
}

/** The key as far as it says whose it is; null = the master key. */
interface Owned {
  readonly token: string
  readonly teamId: string | null
  readonly userId: string | null
}

/** Whose facts a key's requests keep and recall: its team's, else its user's, else its own. */
export function memoryTenant(key: Owned | null): string {
  if (key === null) return "master"
  if (key.teamId !== null) return `team:${key.teamId}`
  return key.userId === null ? `key:${key.token}` : `user:${key.userId}`
}
