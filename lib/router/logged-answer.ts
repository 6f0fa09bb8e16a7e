const LONG = 2_000

/** What the log keeps of an answer or a request: files (base64, data URLs) and vectors are named, not kept. */
export function logged(value: unknown, depth = 0): unknown {
  if (typeof value === "string")
    return value.length > LONG && /^(data:|[A-Za-z0-9+/=_-]+$)/.test(value.slice(0, LONG))
      ? `[${value.length} characters of data]`
      : value
  if (typeof value !== "object" || value === null || depth > 20) return value
  if (Array.isArray(value)) {
    if (value.length > 16 && value.every((item) => typeof item === "number")) return `[${value.length} numbers]`
    return value.map((item) => logged(item, depth + 1))
  }
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, logged(item, depth + 1)]))
}
