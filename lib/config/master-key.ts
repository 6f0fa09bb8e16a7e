const SHORTEST = 16
const WELL_KNOWN = new Set(["sk-1234", "sk-12345", "sk-123456", "sk-test", "changeme", "password", "secret", "admin"])

/** Why a master key is weak, in words that fit behind "the master key is"; null when it is good enough. */
export function masterKeyWeakness(key: string): string | null {
  if (WELL_KNOWN.has(key.toLowerCase())) return "one that everyone knows from examples"
  if (key.length < SHORTEST) return `shorter than ${SHORTEST} characters`
  return new Set(key).size < 5 ? "made of too few different characters" : null
}
