/** Something the command palette offers. */
export interface Command {
  readonly id: string
  readonly group: string
  readonly label: string
  /** Said beside the label. */
  readonly note?: string | undefined
  /** Further words it is found by. */
  readonly words?: string | undefined
  /** The keys that do the same, as shown. */
  readonly keys?: readonly string[] | undefined
}

/** Those whose label or words hold every word of the search; whose label begins with it come first. */
export function matching<T extends Command>(commands: readonly T[], search: string): readonly T[] {
  const typed = search.trim().toLowerCase()
  if (typed === "") return commands
  const words = typed.split(/\s+/)
  const found = commands.filter(({ label, note, words: more }) => {
    const text = `${label} ${note ?? ""} ${more ?? ""}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
  const begins = ({ label }: T) => label.toLowerCase().startsWith(typed)
  return [...found.filter(begins), ...found.filter((command) => !begins(command))]
}

/** Commands by their groups, in the order in which the groups come up. */
export function grouped<T extends Command>(
  commands: readonly T[],
): readonly (readonly [group: string, items: readonly T[]])[] {
  const groups = new Map<string, T[]>()
  for (const command of commands) {
    const items = groups.get(command.group)
    if (items) items.push(command)
    else groups.set(command.group, [command])
  }
  return [...groups]
}

/** Could this be the id of a request: one of ours, or one that a client gave? */
export function looksLikeRequestId(search: string): boolean {
  return /^[\w.:-]{8,255}$/.test(search.trim()) && /\d/.test(search)
}
