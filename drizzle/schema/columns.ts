import { bigint, customType, timestamp } from "drizzle-orm/pg-core"

/** Money: an integer number of nano-dollars. Fits a JavaScript integer up to nine million dollars, a bigint beyond. */
export const nanoUsd = (name: string) => bigint(name, { mode: "number" })

/** A moment, as a Date. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: "date", precision: 3 })

/** Bytes, as a Buffer. */
export const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" })
