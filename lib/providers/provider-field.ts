/** A parameter of a deployment beside its model, key and address: what a form for this provider asks. */
export interface ProviderField {
  /** Its name in `litellm_params`. */
  readonly key: string
  readonly label: string
  /** Shown as dots, and never again once it is stored. Text by default; an area for what is pasted in many lines. */
  readonly kind?: "password" | "textarea"
  /** What one looks like. */
  readonly placeholder?: string
  /** When it is needed, or where it comes from without it. */
  readonly hint?: string
}

const REGION: ProviderField = {
  key: "aws_region_name",
  label: "AWS region",
  placeholder: "us-east-1",
  hint: "Empty: the region in the model's name, AWS_REGION_NAME or AWS_REGION, else us-west-2.",
}

/** Where in AWS, and who asks (aws-credentials.ts, bedrock-address.ts). */
export const AWS_FIELDS: readonly ProviderField[] = [
  REGION,
  {
    key: "aws_access_key_id",
    label: "Access key id",
    kind: "password",
    hint: "Empty: the role or profile below, else what AWS' own tools would find on the gateway's machine.",
  },
  { key: "aws_secret_access_key", label: "Secret access key", kind: "password" },
  { key: "aws_session_token", label: "Session token", kind: "password", hint: "For temporary credentials only." },
  { key: "aws_role_name", label: "Role to assume", placeholder: "arn:aws:iam::123456789012:role/models" },
  { key: "aws_external_id", label: "External id", hint: "If the role asks for one." },
  { key: "aws_profile_name", label: "Profile", hint: "A profile of the gateway's AWS configuration." },
]

/** Login by Entra ID instead of a key (azure-entra.ts). */
export const ENTRA_FIELDS: readonly ProviderField[] = [
  { key: "tenant_id", label: "Entra tenant id", hint: "Instead of a key: an application's login. Or AZURE_TENANT_ID." },
  { key: "client_id", label: "Entra client id" },
  { key: "client_secret", label: "Entra client secret", kind: "password" },
  {
    key: "azure_ad_token",
    label: "Entra token",
    kind: "password",
    hint: "Instead of all this: a token that is ready.",
  },
]
