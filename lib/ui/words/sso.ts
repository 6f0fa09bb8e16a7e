/** Why a single sign-on logged nobody in. */
export const ssoWords = {
  sso_off: "This way to log in is not set up. Use another one, or ask the admin of this gateway.",
  sso_expired: "This login took too long or began in another window. Try again.",
  sso_denied: "You stopped the login there. Try again, or log in another way.",
  sso_failed: "The answer that came back could not be accepted. Try again; the gateway's log says what was wrong.",
  sso_unreachable: "The server you log in at cannot be reached. Try again in a moment, or log in another way.",
  sso_nobody:
    "The server you log in at did not say who you are. The admin of this gateway can choose the claim that does.",
  sso_group: "You are not in the group that may log in here. Ask the admin of this gateway.",
  sso_domain: "Addresses of your domain may not log in here. Ask the admin of this gateway.",
  sso_email: "Your email belongs to another account here. The admin of this gateway can clear its sso_user_id.",
  sso_unverified:
    "The server you log in at does not say that your email is verified, so it proves nothing here. Have it verified there, or ask the admin of this gateway.",
  sso_blocked: "Your account is blocked. Ask the admin of this gateway.",
} as const
