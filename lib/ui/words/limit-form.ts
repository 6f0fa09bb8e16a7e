/** What is wrong with a form's limits, amounts, times and names. */
export const limitErrorWords = {
  noModel: "Choose at least one model, or allow all.",
  notAnAmount: "Enter an amount such as 25 or 0.50, or leave it empty for no limit.",
  amountTooLarge: "At most 9,000,000. Leave it empty for no limit.",
  noDuration: "Enter a time such as 30m, 12h, 45d or 6mo.",
  notTokens: "Enter a whole number of tokens, or leave it empty for no limit.",
  notANumber: "Enter a whole number, or leave it empty for no limit.",
  tooLong: (maxChars: number) => `At most ${maxChars} characters.`,
  /** What has to be there: "what requests send". */
  missing: (what: string) => `Enter ${what}.`,
} as const
