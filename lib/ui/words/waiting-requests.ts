import { counted } from "./counted"

/** The number of requests that wait for a decision, read out. */
export const waitingRequestsWords = {
  orMoreWait: (count: number) => `${count} or more wait for you`,
  wait: (count: number) => `${counted(count, "waits", "wait")} for you`,
} as const
