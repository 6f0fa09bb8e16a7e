import type { Connection, Given } from "../provider"
import { awsCredentials } from "./aws-credentials"
import { awsSigner } from "./aws-sign"

/**
 * A signature, unless there is a Bedrock API key. Keys of AWS on the deployment itself count for more than an API key of the
 * environment's.
 */
export function awsLogin(
  given: Given,
  { service, region }: { service: string; region: string },
): Pick<Connection, "sign"> {
  const { params } = given
  const ownKeys = ["aws_access_key_id", "aws_role_name", "aws_profile_name"].some((name) => params[name])
  const ownApiKey = typeof params.api_key === "string" && params.api_key !== ""
  if (given.apiKey !== "" && (ownApiKey || !ownKeys)) return {}
  return { sign: awsSigner({ service, region, credentials: awsCredentials(given, region) }) }
}
