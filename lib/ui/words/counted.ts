import { LOCALE } from "./locale"

/** A number with its noun: `1 key`, `1,204 keys`. */
export function counted(count: number, one: string, many: string): string {
  return `${new Intl.NumberFormat(LOCALE).format(count)} ${count === 1 ? one : many}`
}
