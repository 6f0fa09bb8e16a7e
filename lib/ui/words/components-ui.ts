/** What the primitives say by themselves. */
export const uiWords = {
  code: "Code",
  copyThis: (what: string) => `Copy ${what}`,
  copied: "Copied",
  copyRefused: "The browser refused to copy. Select the text and copy it by hand.",
  notLoaded: "This could not be loaded",
  partNotLoaded: "This could not be loaded. Reload the page, and try again.",
  logInAgain: "Log in again",
  table: "Table",
} as const
