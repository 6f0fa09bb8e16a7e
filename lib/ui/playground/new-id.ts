/** An id for something on this page. Not `crypto.randomUUID`: over plain http browsers do not have it. */
export function newId(): string {
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`
}
