/** What the configuration makes of what is left empty in a key's form, and the most it lets a key have. */
export const keyLimitsWords = {
  leftEmpty: (limits: string) => `What you leave empty becomes: ${limits}.`,
  atMost: (limits: string) => `A key may have at most: ${limits}.`,
  validFor: (duration: string) => `valid for ${duration}`,
  requestsAMinute: (count: string) => `${count} requests a minute`,
  tokensAMinute: (count: string) => `${count} tokens a minute`,
  atTheSameTime: (count: string) => `${count} at the same time`,
} as const
