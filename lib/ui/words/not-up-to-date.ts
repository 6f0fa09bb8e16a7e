/** What is shown of one thing is from before: the last refresh failed, and why. */
export const notUpToDate = (reason: string) => `Not up to date: ${reason}`
