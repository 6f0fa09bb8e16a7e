/** What the last check of the whole ledger found. */
export const ledgerCheckWords = {
  never: "The whole ledger has not been checked yet.",
  agrees: ({ when, requests, entries }: Readonly<Record<"when" | "requests" | "entries", string>>) =>
    `Verified ${when}: ${requests} requests and ${entries} other entries agree with every balance and report to the nano-dollar.`,
  differs: ({ when, what, name, by }: Readonly<Record<"when" | "what" | "name" | "by", string>>) =>
    `Checked ${when}: the ${what} ${name} is off by ${by}.`,
  oneMore: "One more sum differs.",
  manyMore: (count: string) => `${count} more sums differ.`,
} as const
