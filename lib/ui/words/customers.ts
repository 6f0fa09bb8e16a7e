import { actions } from "./actions"
import { terms } from "./terms"

/** The page of the customers and the tags, and what both of its tabs say alike. */
export const customersPageWords = {
  title: "Customers & tags",
  description: "Who and what requests are for, as the requests say it, each with a budget if you like.",
  kind: "Kind",
  /** Follows the number of those that are shown. */
  newestOnly: ", the newest; search for others",
  clearSearch: actions.clearSearch,
  columns: {
    models: terms.models,
    spend: terms.spend,
    created: terms.created,
  },
  allModels: terms.all,
  blocked: terms.blocked,
  actions: {
    edit: actions.edit,
    block: actions.block,
    unblock: actions.unblock,
    delete: actions.delete,
  },
  created: (id: string) => `${id} is created`,
  edit: (id: string) => `Edit ${id}`,
  editDescription: (usd: string) => `${usd} spent in all`,
  save: actions.save,
  aboutPlaceholder: "Optional",
  /** Follows "Enter". */
  missingId: "what requests send",
} as const

/** How the page speaks of each kind. */
export const spenderWords = {
  customer: {
    /** Goes on in sentences: "Loading customers". */
    one: "customer",
    many: "customers",
    title: terms.customers,
    /** The column and the field that hold what requests send. */
    id: "Customer id",
    idHint: "What requests send as user, or in the header x-litellm-end-user-id.",
    about: terms.name,
    search: "Search customers",
    unmatchedTitle: "No customer matches",
    unmatchedText: "The search looks at what requests send and at the name.",
    emptyTitle: "No customers yet",
    emptyText: "Send your own user's id as user with each request, and give the ones that matter a budget here.",
    createFirst: "Create your first customer",
    create: "Create customer",
    createHint: "The people your product's requests are for.",
    /** What goes when one is deleted. */
    goesAlong: "Its budget and limits go, and what is remembered of it. Its requests are served without.",
  },
  tag: {
    one: "tag",
    many: "tags",
    title: terms.tags,
    id: terms.tag,
    idHint: "What requests send in the header x-litellm-tags, or as metadata.tags.",
    about: "Description",
    search: "Search tags",
    unmatchedTitle: "No tag matches",
    unmatchedText: "The search looks at what requests send and at the description.",
    emptyTitle: "No tags yet",
    emptyText: "Mark requests with tags, a project or a feature, and give them a budget here.",
    createFirst: "Create your first tag",
    create: "Create tag",
    createHint: "A project, a feature, a cost centre.",
    goesAlong: "Its budget and limits go. Its requests are served without.",
  },
} as const
