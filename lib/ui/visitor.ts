/** Who looks at the pages, as the session has it. What they may do the API decides; this is for what to show. */
export interface Visitor {
  /** Null: logged in with the master key. */
  readonly userId: string | null
  readonly role: "proxy_admin" | "proxy_admin_viewer" | "internal_user" | "internal_user_viewer"
  readonly administratesTeams: boolean
  readonly administratesOrganizations: boolean
}

/** Do they see everybody's, not only what is theirs? */
export const seesAll = ({ role }: Visitor) => role === "proxy_admin" || role === "proxy_admin_viewer"

/** May they ask for the list of users? */
export function listsUsers(visitor: Visitor): boolean {
  return seesAll(visitor) || visitor.administratesOrganizations
}

/** May they make keys? */
export function makesKeys({ role, administratesTeams, administratesOrganizations }: Visitor): boolean {
  return role === "proxy_admin" || role === "internal_user" || administratesTeams || administratesOrganizations
}

/** Is it their own, and not theirs to change: may they ask for more of it? */
export function asksForBudget(visitor: Visitor, ownerId: string | null, budgetUsd: number | null): boolean {
  return visitor.userId !== null && visitor.userId === ownerId && visitor.role === "internal_user" && budgetUsd !== null
}

/** May they make teams? */
export function makesTeams({ role, administratesOrganizations }: Visitor): boolean {
  return role === "proxy_admin" || administratesOrganizations
}

/** A team as far as it says who administrates it. */
interface Members {
  readonly members_with_roles: readonly { readonly user_id: string | null; readonly role: string }[]
}

/** May they change this team's name and members? */
export function editsTeam(visitor: Visitor, team: Members): boolean {
  if (makesTeams(visitor)) return true
  return team.members_with_roles.some(({ user_id, role }) => role === "admin" && user_id === visitor.userId)
}

/** May they see what everybody spends in this team? */
export function seesTeamSpend(visitor: Visitor, team: Members): boolean {
  return seesAll(visitor) || editsTeam(visitor, team)
}

/** May they make, change and invite users, at least those of their organizations? */
export function makesUsers({ role, administratesOrganizations }: Visitor): boolean {
  return role === "proxy_admin" || administratesOrganizations
}

/** May they delete users? */
export function deletesUsers({ role }: Visitor): boolean {
  return role === "proxy_admin"
}

/** May they make and change customers and tags? */
export function managesSpenders({ role }: Visitor): boolean {
  return role === "proxy_admin"
}

/** May they add, change and try deployments? */
export function managesModels({ role }: Visitor): boolean {
  return role === "proxy_admin"
}

/** May they make organizations and set their money? */
export function managesOrganizations({ role }: Visitor): boolean {
  return role === "proxy_admin"
}

/** An organization as far as it says who administrates it: whoever does not is told of no members. */
interface OrganizationMembers {
  readonly members: readonly { readonly user_id: string; readonly user_role: string }[]
}

const administrates = ({ userId }: Visitor, { members }: OrganizationMembers) =>
  members.some(({ user_id, user_role }) => user_role === "org_admin" && user_id === userId)

/** May they look into this organization: its people and teams, and how its budget is used? Those who merely belong to it see its row. */
export function opensOrganization(visitor: Visitor, organization: OrganizationMembers): boolean {
  return seesAll(visitor) || administrates(visitor, organization)
}

/** May they change this organization's name and members? */
export function editsOrganization(visitor: Visitor, organization: OrganizationMembers): boolean {
  return managesOrganizations(visitor) || administrates(visitor, organization)
}

/** May they make and change budgets with a name? */
export function managesBudgets({ role }: Visitor): boolean {
  return role === "proxy_admin"
}

/** May they change settings and read the config file again? */
export function changesSettings({ role }: Visitor): boolean {
  return role === "proxy_admin"
}

/** May they share saved filters with everybody? */
export function sharesViews({ role }: Visitor): boolean {
  return role === "proxy_admin"
}

/** May they decide on others' requests for a larger budget, at least of their teams? */
export function decidesRequests(visitor: Visitor): boolean {
  return visitor.role === "proxy_admin" || visitor.administratesTeams || visitor.administratesOrganizations
}

/** May they write and erase what is remembered of users? */
export function managesMemory(visitor: Visitor): boolean {
  return makesKeys(visitor)
}

const PAGES: readonly (readonly [path: string, may: (visitor: Visitor) => boolean])[] = [
  ["/ui/users", listsUsers],
  ["/ui/organizations", listsUsers],
  ["/ui/customers", seesAll],
  ["/ui/budgets", seesAll],
  ["/ui/routing", seesAll],
  ["/ui/caching", seesAll],
  ["/ui/audit", seesAll],
  ["/ui/settings", seesAll],
]

/** Is there something for them on this page of the dashboard? */
export function mayOpen(visitor: Visitor, path: string): boolean {
  const found = PAGES.find(([page]) => path === page || path.startsWith(`${page}/`) || path.startsWith(`${page}?`))
  return found === undefined || found[1](visitor)
}
