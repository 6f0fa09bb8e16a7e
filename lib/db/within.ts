/**
 * The promise's outcome, or a rejection after `timeoutMs` that says what was waited for. The work itself goes on; a late
 * failure of it is swallowed.
 */
export function within<T>(work: Promise<T>, timeoutMs: number, what: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${what}: no answer within ${timeoutMs} ms`)), timeoutMs)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
