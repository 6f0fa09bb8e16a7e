/** The language of these words, for what `Intl` writes: numbers, days, money. */
export const LOCALE = "en-US"
