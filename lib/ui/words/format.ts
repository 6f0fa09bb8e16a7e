/** Times and durations, as short as they are written beside figures. */
export const formatWords = {
  milliseconds: (count: number) => `${count} ms`,
  seconds: (count: string) => `${count} s`,
  minutesAndSeconds: (minutes: number, seconds: string) => `${minutes}m ${seconds}s`,
  minutes: (count: number) => `${count}m`,
  hours: (count: number) => `${count}h`,
  days: (count: number) => `${count}d`,
  soon: "in under a minute",
  now: "just now",
  /** `in 3h` */
  in: (span: string) => `in ${span}`,
  /** `3h ago` */
  ago: (span: string) => `${span} ago`,
} as const
