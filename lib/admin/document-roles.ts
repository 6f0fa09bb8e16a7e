/** Whose column the table of rights has, the mightiest first. */
export const RANKS = [
  "proxy_admin",
  "proxy_admin_viewer",
  "org_admin",
  "team_admin",
  "internal_user",
  "internal_user_viewer",
  "key",
] as const

const PROSE = `# Who may do what

A virtual key that belongs to a user (\`user_id\`) has that user's rights on the management API; so has a login with the user's e-mail
and password. The master key has all. This page is written from \`lib/admin/testdata/access-matrix.json\`, which a test compares with
what every endpoint answers to every role.

| role | given by | may |
| --- | --- | --- |
| \`proxy_admin\` | \`user_role\` | everything |
| \`proxy_admin_viewer\` | \`user_role\` | look at everything; change nothing, ask no model |
| \`org_admin\` | the role in an organization (\`/organization/member_add\`) | make and change the teams, keys and users of its organizations; the organization's own budget is above it |
| team admin | the role \`admin\` in a team (\`/team/member_add\`) | the team's members and keys, its spend and log; the team's budget and models are above it |
| \`internal_user\` | \`user_role\`; also a user without one | own keys, own spend, own log |
| \`internal_user_viewer\` | \`user_role\` | look at own keys, own spend, own log |
| key | a key without a user | look at itself and at the models it may ask |

A role in an organization or in a team is held beside the user's own.

## How far it goes

* Lists, logs and sums are narrowed to what is in reach: one's own, that of teams and organizations one administrates. Nothing is
  added up that cannot be seen.
* An id out of reach is answered with 403, and an id that does not exist likewise, so that nobody learns which there are. A
  request in the log that is not in reach is 404.
* A field that a role may not set is 403 with the field's name in \`param\`, and nothing is written. The owner of a key narrows its
  limits and never widens them; \`permissions\` and the like are the admin's.
* Nobody gives more than they have. A key made with a key takes over its limits, routes and end; asking for more is 403.
* A key carries its user's rights, so a key made for somebody else by an admin of a team asks models and nothing more
  (\`llm_api_routes\`), and its secret can be renewed by that admin only while that is so.
* Who cannot raise a budget of their own asks for it (\`POST /budget/request\`: a key's, one's own, one's own in a team). Whoever
  could change it without being asked approves, with another amount if they like, or declines; a request is open once, decided
  once, and in the audit log beside the change of the budget.
* An admin of a team or an organization changes and invites the users it made itself: whoever may set somebody's e-mail or
  invite them could become them.
* \`allowed_routes\` of a key narrows all this further. Empty leaves it as it is.

## Every endpoint

`

/** docs/roles.md: the roles in words, and the matrix as a table. */
export function documentRoles(matrix: Readonly<Record<string, readonly string[]>>): string {
  const head = `| endpoint | ${RANKS.map((rank) => `\`${rank}\``).join(" | ")} |\n| --- |${" :-: |".repeat(RANKS.length)}\n`
  const rows = Object.entries(matrix).map(
    ([route, allowed]) =>
      `| \`${route}\` | ${RANKS.map((rank) => (allowed.includes(rank) ? "yes" : "")).join(" | ")} |\n`,
  )
  return `${PROSE}${head}${rows.join("")}`
}
