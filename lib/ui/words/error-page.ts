/** Instead of a page that failed. */
export const errorPageWords = {
  title: "This page failed",
  description: "Something went wrong on this page. Trying again may help.",
  /** The same, with what to look for in the log. */
  descriptionWithDigest: (digest: string) =>
    `Something went wrong on this page. Trying again may help. The gateway's log has the details under ${digest}.`,
} as const
