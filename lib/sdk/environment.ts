/** The process's environment, read when a call is made: where keys and addresses are when the options do not give them. */
export function environment(): Readonly<Record<string, string | undefined>> {
  return process.env
}
