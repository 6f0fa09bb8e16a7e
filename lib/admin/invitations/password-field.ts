import { z } from "zod"
import { MAX_PASSWORD_CHARS, MIN_PASSWORD_CHARS } from "#lib/identity/password"

/** A password somebody chooses. */
export const newPassword = z
  .string()
  .min(MIN_PASSWORD_CHARS, `must have ${MIN_PASSWORD_CHARS} characters or more`)
  .max(MAX_PASSWORD_CHARS)
