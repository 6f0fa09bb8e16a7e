/** The whole site: how the browser names it, and what stands where there is no page. */
export const siteWords = {
  name: "Tollgate",
  /** A page's name in the browser's title; Next puts the page in place of %s. */
  titleTemplate: "%s · Tollgate",
  description: "One gateway between agents and every LLM provider.",
  notFound: {
    title: "Not found",
    heading: "There is no such page",
    toDashboard: "To the dashboard",
  },
} as const
