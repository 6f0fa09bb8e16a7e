/** Filters under a name: the menu that brings them back and the dialog that keeps them. */
export const savedViewsWords = {
  saveThis: "Save this view…",
  copyLink: "Copy the link to it",
  linkCopied: "Link copied",
  linkNotCopied: "The browser did not allow it. Copy the address instead.",
  failed: (reason: string) => `Your views could not be loaded. ${reason}`,
  loading: "Loading…",
  none: "Nothing saved yet. Filters saved here are there wherever you log in.",
  shared: "shared",
  delete: (name: string) => `Delete the view ${name}`,
  /** Beside the offer to undo the deletion. */
  sharedUntilThen: "Everybody sees it until then.",
  dialog: {
    title: "Save this view",
    description: "The filters, the search and the time range as they are now, for you wherever you log in.",
    replaces: "Your view of this name is replaced.",
    namePlaceholder: "Failures of the nightly jobs",
    share: "Share it with everybody",
    saved: (name: string) => `Saved as ${name}`,
  },
} as const
