/** One line of JSON a record on stderr/stdout; every line passes the redactor, so no secret reaches a log. */
export type LogLevel = "debug" | "info" | "warn" | "error"
const ORDER: Record<LogLevel, number> = { debug: 10, info: 20, warn: 30, error: 40 }

const secrets = new Set<string>()
const KEY_LIKE = /\b(sk-(?!\.\.\.)(?:ant-|proj-|or-)?|gsk_|xai-|AIza|Bearer\s+)[A-Za-z0-9_\-./+=]{6,}/g

/** Registers a secret (provider key, master key, database password): it never appears in a log or an error again. */
export function registerSecret(value: string | undefined | null): void {
  if (value && value.length >= 6) secrets.add(value)
}

/** Replaces every registered secret and everything that looks like a key by `[redacted]`. */
export function redact(text: string): string {
  let out = text
  for (const secret of secrets) if (out.includes(secret)) out = out.replaceAll(secret, "[redacted]")
  return out.replace(KEY_LIKE, (_all, prefix: string) => `${prefix}[redacted]`)
}

export interface Log {
  debug(message: string, fields?: Record<string, unknown>): void
  info(message: string, fields?: Record<string, unknown>): void
  warn(message: string, fields?: Record<string, unknown>): void
  error(message: string, fields?: Record<string, unknown>): void
}

/** A logger that writes JSON lines at `level` and above with `write` (default: stderr). */
export function makeLog(
  level: LogLevel = "info",
  write: (line: string) => void = (line) => process.stderr.write(line),
): Log {
  const at =
    (mine: LogLevel) =>
    (message: string, fields: Record<string, unknown> = {}) => {
      if (ORDER[mine] < ORDER[level]) return
      write(`${redact(JSON.stringify({ time: new Date().toISOString(), level: mine, message, ...fields }))}\n`)
    }
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") }
}
