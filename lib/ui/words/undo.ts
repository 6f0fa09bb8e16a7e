/** What is said of a change, and of undoing it. `title` is the name of what was changed. */
export const undoWords = {
  notUndone: "It could not be undone",
  blocked: (title: string) => `${title} is blocked`,
  unblocked: (title: string) => `${title} is working again`,
  unchanged: (title: string) => `${title} was not changed`,
  changed: (title: string) => `${title} is changed`,
  asItWas: (title: string) => `${title} is as it was`,
  stays: (title: string) => `${title} stays`,
  /** Of what goes for good, by the page's word for it. */
  delete: {
    waiting: (title: string) => `Deleting ${title}`,
    done: (title: string) => `${title} is deleted`,
    refused: (title: string) => `${title} was not deleted`,
  },
  erase: {
    waiting: (title: string) => `Erasing ${title}`,
    done: (title: string) => `${title} is erased`,
    refused: (title: string) => `${title} was not erased`,
  },
} as const
