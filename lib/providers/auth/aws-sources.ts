import { fromIni, fromNodeProviderChain, fromTemporaryCredentials, fromWebToken } from "@aws-sdk/credential-providers"

/** What AWS' own providers of credentials give. */
export interface Identity {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
  readonly expiration?: Date
}

/** A role to take on, and where to ask for it. */
export interface RoleOf {
  readonly role: string
  readonly session: string
  readonly externalId: string | null
  readonly region: string
  /** Null: the security token service of the region. */
  readonly endpoint: string | null
}

const ASK_TIMEOUT_MS = 10_000
const CONNECT_TIMEOUT_MS = 5_000

/** A profile of `~/.aws`, single sign-on and roles included. */
export async function ofProfile(profile: string): Promise<Identity> {
  return fromIni({ profile })()
}

/** What AWS' own tools would find: environment, profile, web identity, container, instance. */
export async function found(): Promise<Identity> {
  return fromNodeProviderChain({ timeout: ASK_TIMEOUT_MS, maxRetries: 1 })()
}

/** A role taken on with other credentials. */
export async function assumedRole(asked: RoleOf, masterCredentials: () => Promise<Identity>): Promise<Identity> {
  const { role, session, externalId } = asked
  return fromTemporaryCredentials({
    masterCredentials,
    params: {
      RoleArn: role,
      RoleSessionName: session,
      ...(externalId === null ? {} : { ExternalId: externalId }),
    },
    clientConfig: tokenService(asked),
  })()
}

/** A role taken on with a token of another identity provider's. */
export async function webIdentity(asked: RoleOf, webIdentityToken: string): Promise<Identity> {
  const { role: roleArn, session: roleSessionName } = asked
  return fromWebToken({ roleArn, roleSessionName, webIdentityToken, clientConfig: tokenService(asked) })()
}

function tokenService({ region, endpoint }: RoleOf) {
  return {
    region,
    maxAttempts: 2,
    requestHandler: { requestTimeout: ASK_TIMEOUT_MS, connectionTimeout: CONNECT_TIMEOUT_MS },
    ...(endpoint === null ? {} : { endpoint }),
  }
}
