/** The request log: its filters, its list and the frame of the panel. */
export const logsWords = {
  title: "Logs",
  description: "Every request through the gateway: who asked, what answered, what it cost.",
  /** As a sentence goes on with it: "Loading requests". */
  what: "requests",
  refresh: "Refresh",
  live: {
    switch: "Live",
    closedRange: "New requests are not in this time range: it has an end.",
    connecting: "Connecting…",
    connected: "Live",
    lost: "The live view was refused. Reload the page to try again.",
    paused: "Paused",
    waiting: (count: string) => `${count} new`,
    show: (count: string) => `Show ${count} new`,
    pause: "Pause",
    resume: "Resume",
  },
  toolbar: {
    search: "Search requests",
    timeRange: "Time range",
    anyStatus: "Any status",
    anyKey: "Any key",
    anyModel: "Any model",
    more: "More filters",
  },
  ranges: {
    "15m": "Last 15 minutes",
    "1h": "Last hour",
    "24h": "Last 24 hours",
    "7d": "Last 7 days",
    "30d": "Last 30 days",
    all: "All time",
    custom: "Custom range…",
  },
  statuses: {
    success: "Success",
    failure: "Failure",
    client_disconnect: "Client left",
    interrupted: "Interrupted",
  },
  table: {
    label: "Requests",
    time: "Time",
    firstToken: "First token",
    duration: "Duration",
    cached: "Cached",
    noPrice: "no price",
    noModel: "no model",
  },
  footer: {
    /** `total` may end in a plus: there are more than were counted. */
    loaded: (loaded: string, total: string) => `${loaded} of ${total} requests`,
    loading: "loading more…",
    keys: "{j}{k} move {enter} open {escape} close",
    /** What stands on two keys of a keyboard. */
    enter: "Enter",
    escape: "Esc",
    loadMore: "Load more",
    goOn: "Go on with older requests",
  },
  empty: {
    filteredTitle: "No request matches",
    filteredText: "Loosen a filter or look further back in time.",
    noneYet: "No requests yet",
    noneInRange: "No requests in this time",
    searchAll: "Search all time",
    sendOne: "Send one with a key from the {keysPage}; it shows up here within a second.",
    keysPage: "Keys page",
    curl: "curl command",
  },
  panel: {
    request: "Request",
    copyId: "Copy request id",
    previous: "Previous request (k)",
    next: "Next request (j)",
    failed: "This request could not be loaded",
    loading: "Loading the request",
  },
} as const

/** How the key of a request is called when it has no name of its own. */
export const requestKeyWords = {
  master: "master key",
  none: "no key",
} as const
