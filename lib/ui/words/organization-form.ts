/** LiteLLM's roles in an organization. */
export const organizationRoleWords = {
  internal_user: "Member",
  internal_user_viewer: "Viewer",
  org_admin: "Admin",
} as const

/** What is wrong with the form for an organization. */
export const organizationErrorWords = {
  nameMissing: "Give the organization a name.",
} as const
