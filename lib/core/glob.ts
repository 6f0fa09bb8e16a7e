/** Does `text` match `pattern`, where `*` stands for any run of characters? Linear time; no regular expression is built. */
export function globMatch(pattern: string, text: string): boolean {
  const parts = pattern.split("*")
  if (parts.length === 1) return pattern === text
  const first = parts[0] ?? ""
  const last = parts[parts.length - 1] ?? ""
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) return false
  let at = first.length
  const end = text.length - last.length
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at)
    if (found === -1 || found + part.length > end) return false
    at = found + part.length
  }
  return true
}
