/** What stands around every page, and instead of one. */
export const shellWords = {
  skipToContent: "Skip to content",
  toOverview: "To the overview",
  notForYou: {
    title: "This page is not for your role",
    description: "Ask the admin of this gateway if you need it.",
  },
  notFound: {
    heading: "Not found",
    title: "There is no such page",
    description: "The address may be mistyped, or the page has moved.",
  },
} as const
