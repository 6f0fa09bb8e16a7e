/** A LIKE pattern for "contains this text": its own wildcards are escaped, so that `%` and `_` stand for themselves. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`
}
