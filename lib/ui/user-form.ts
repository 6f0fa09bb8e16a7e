import type { User, UserCreateInput } from "./api.gen"
import type { Choice } from "./choice"
import {
  changedFields,
  EMPTY_LIMITS,
  foundErrors,
  type LimitForm,
  limitBody,
  limitErrors,
  limitsOf,
  nameError,
} from "./limit-form"
import { PERIOD_FIELDS, shortTitle, type Thing } from "./undo/thing"
import { userErrorWords, userRoleWords } from "./words/user-form"

/** The roles a user can have, with what each may do. */
export const ROLES = {
  proxy_admin: userRoleWords.admin,
  proxy_admin_viewer: userRoleWords.adminViewer,
  internal_user: userRoleWords.user,
  internal_user_viewer: userRoleWords.userViewer,
} as const
export type Role = keyof typeof ROLES

/** True for a role this release knows. */
export function isRole(name: string): name is Role {
  return Object.hasOwn(ROLES, name)
}

/** A role as people say it; an unknown one as it is. */
export function roleName(name: string): string {
  return isRole(name) ? ROLES[name].label : name
}

/** The user form as the visitor types it. */
export interface UserForm extends LimitForm {
  readonly email: string
  readonly name: string
  readonly role: Role
  /** Teams to join; only when the user is made. */
  readonly teams: readonly Choice[]
  /** Whether a first key is made with the user. */
  readonly firstKey: boolean
}

export const EMPTY_USER_FORM: UserForm = {
  ...EMPTY_LIMITS,
  email: "",
  name: "",
  role: "internal_user",
  teams: [],
  firstKey: true,
}

/** What a user is called: by name, else by email, else by id. */
export function userTitle(user: Pick<User, "user_id" | "user_email" | "user_alias">): string {
  return user.user_alias || user.user_email || user.user_id
}

/** The form for changing a user. */
export function userFormOf(user: User): UserForm {
  return {
    ...limitsOf(user),
    email: user.user_email ?? "",
    name: user.user_alias ?? "",
    role: isRole(user.user_role) ? user.user_role : "internal_user",
    teams: [],
    firstKey: false,
  }
}

/** What is wrong with the form, by field and in words; empty when it can be sent. */
export function checkUserForm(form: UserForm): Partial<Record<keyof UserForm, string>> {
  return foundErrors<keyof UserForm>([
    ["email", emailError(form)],
    ["name", nameError(form.name)],
    ...limitErrors(form),
  ])
}

function emailError({ email, name }: UserForm): string | null {
  const typed = email.trim()
  if (typed === "") return name.trim() === "" ? userErrorWords.nobody : null
  return /^\S+@\S+$/.test(typed) ? nameError(typed) : userErrorWords.noEmail
}

function sharedBody(form: UserForm) {
  return {
    user_email: form.email.trim() || null,
    user_alias: form.name.trim() || null,
    user_role: form.role,
    ...limitBody(form),
  }
}

/** The body for `/user/new`. The form must have passed `checkUserForm`. */
export function userBody(form: UserForm) {
  return {
    ...sharedBody(form),
    teams: form.teams.map(({ id }) => id),
    auto_create_key: form.firstKey,
  } satisfies UserCreateInput
}

/** The body for `/user/update` without the id: only what differs from the form as it was opened. */
export function userChanges(before: UserForm, after: UserForm) {
  return changedFields(sharedBody(before), sharedBody(after))
}

/** A user, as something that is changed. */
export function userThing(user: User): Thing {
  return {
    subject: `user ${user.user_id}`,
    title: shortTitle(userTitle(user)),
    groups: ["users", "teams", "keys"],
    fits: (row) => row.user_id === user.user_id && "user_alias" in row,
    noWayBack: PERIOD_FIELDS,
  }
}
