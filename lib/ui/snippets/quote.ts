/** One word for a POSIX shell, whatever is in it. */
export function shell(word: string): string {
  return /["'\\$`!\n]/.test(word) ? `'${word.replaceAll("'", "'\\''")}'` : `"${word}"`
}

/** A string in JSON, TOML, YAML, Python and JavaScript alike: what JSON escapes, all of them read. */
export function quoted(text: string): string {
  // JSON leaves these as they are; in JavaScript's and YAML's eyes they may end a line.
  return JSON.stringify(text).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029")
}
