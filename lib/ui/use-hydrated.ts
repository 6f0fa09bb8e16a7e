import { useSyncExternalStore } from "react"

const never = () => () => undefined

/**
 * False while the server renders and while the page takes over what it rendered. For what shows as soon as a query has data that
 * another part of the page asks for as well: that part may be taken over, and have its data, first.
 */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}
