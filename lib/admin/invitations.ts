import { z } from "zod"
import { label } from "./fields"
import { Claimed, claimInvitation, Onboarding, openInvitation } from "./invitations/claim"
import { newPassword } from "./invitations/password-field"
import {
  deleteInvitation,
  Invitation,
  invitationOf,
  NewInvitation,
  newInvitation,
  updateInvitation,
  viewInvitation,
} from "./invitations/store"
import { defineResource, get, post } from "./resource"

const id = label.min(1)

export const invitations = defineResource(
  "invitation",
  {
    create: post("/invitation/new", {
      summary: "Invite a user: the answer's link, shown this once, lets them set a password within seven days",
      needs: "invitations:write",
      input: z.strictObject({ user_id: label.min(1) }),
      output: NewInvitation,
      run: (ctx, { user_id }) => newInvitation(ctx, user_id),
    }),
    update: post("/invitation/update", {
      summary: "Mark an invitation as used, so that nobody can use it any more",
      needs: "invitations:write",
      input: z.strictObject({ invitation_id: id, is_accepted: z.boolean() }),
      output: Invitation,
      run: updateInvitation,
    }),
    info: get("/invitation/info", {
      summary: "One invitation: whom it is for, until when, whether it was used",
      needs: "invitations:read",
      input: z.strictObject({ invitation_id: id }),
      output: Invitation,
      run: async (ctx, { invitation_id }) => viewInvitation(invitation_id, await invitationOf(ctx, invitation_id)),
    }),
    remove: post("/invitation/delete", {
      summary: "Take an invitation back",
      needs: "invitations:write",
      input: z.strictObject({ invitation_id: id }),
      output: Invitation,
      run: (ctx, { invitation_id }) => deleteInvitation(ctx, invitation_id),
    }),
    open: get("/onboarding/get_token", {
      summary: "What an invitation's link is for; needs no key but the link",
      needs: "public",
      input: z.strictObject({ invite_link: id }),
      output: Onboarding,
      run: (ctx, { invite_link }) => openInvitation(ctx, invite_link),
    }),
    claim: post("/onboarding/claim_token", {
      summary: "Set the invited user's password, once; needs no key but the link",
      needs: "public",
      input: z.strictObject({ invitation_link: id, user_id: label.min(1).optional(), password: newPassword }),
      output: Claimed,
      run: claimInvitation,
    }),
  },
  { Invitation },
)
