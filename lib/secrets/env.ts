const PREFIX = "os.environ/"

/** Where a secret is looked up by name; undefined when there is none. */
export interface SecretSource {
  get(name: string): string | undefined
}

/** The NAME of `os.environ/NAME`, or null when the value is no such reference. */
export function environmentName(value: string): string | null {
  return value.startsWith(PREFIX) ? value.slice(PREFIX.length).trim() : null
}

/** Looks names up in `first`, then in `second`; an entry that is undefined counts as absent. */
export function environmentSource(
  first: Readonly<Record<string, string | undefined>>,
  second: Readonly<Record<string, string | undefined>> = {},
): SecretSource {
  const own = (from: Readonly<Record<string, string | undefined>>, name: string) =>
    Object.hasOwn(from, name) ? from[name] : undefined
  return { get: (name) => own(first, name) ?? own(second, name) }
}
