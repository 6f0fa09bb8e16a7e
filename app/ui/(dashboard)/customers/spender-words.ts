import type { SpenderKind } from "#lib/ui/spender-form"

interface Words {
  readonly one: string
  readonly many: string
  /** The column and the field that hold what requests send. */
  readonly id: string
  readonly idHint: string
  readonly about: string
  readonly emptyTitle: string
  readonly emptyText: string
  readonly createHint: string
  /** What goes when one is deleted. */
  readonly goesAlong: string
}

/** How the page speaks of each kind. */
export const WORDS: Readonly<Record<SpenderKind, Words>> = {
  customer: {
    one: "customer",
    many: "customers",
    id: "Customer id",
    idHint: "What requests send as user, or in the header x-litellm-end-user-id.",
    about: "Name",
    emptyTitle: "No customers yet",
    emptyText: "Send your own user's id as user with each request, and give the ones that matter a budget here.",
    createHint: "The people your product's requests are for.",
    goesAlong: "Its budget and limits go, and what is remembered of it. Its requests are served without.",
  },
  tag: {
    one: "tag",
    many: "tags",
    id: "Tag",
    idHint: "What requests send in the header x-litellm-tags, or as metadata.tags.",
    about: "Description",
    emptyTitle: "No tags yet",
    emptyText: "Mark requests with tags, a project or a feature, and give them a budget here.",
    createHint: "A project, a feature, a cost centre.",
    goesAlong: "Its budget and limits go. Its requests are served without.",
  },
}
