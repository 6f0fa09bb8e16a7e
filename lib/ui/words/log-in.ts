/** The page one logs in on. */
export const logInWords = {
  title: "Log in",
  action: "Log in",
  masterKey: "Master key",
  email: "Email",
  password: "Password",
  masterKeyMissing: "Enter the master key.",
  emailOrPasswordMissing: "Enter your email and your password.",
  useEmail: "Use email and password",
  useMasterKey: "Use the master key",
  /** Where the master key is found. */
  keyHint:
    "The master key is {setting} in config.yaml or the variable {variable}. With neither, the gateway made one and printed it when it started.",
  continueWith: (provider: string) => `Continue with ${provider}`,
  /** Between the ways to log in. */
  or: "or",
  show: { key: "Show the key", password: "Show the password" },
  hide: { key: "Hide the key", password: "Hide the password" },
} as const
