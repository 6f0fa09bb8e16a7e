import { z } from "zod"
import {
  addCredential,
  Credential,
  changeCredential,
  credentialOf,
  listCredentials,
  removeCredential,
  viewCredential,
} from "./credentials/store"
import { label } from "./fields"
import { defineResource, get, patch, post, remove } from "./resource"

const values = z
  .record(label.min(1), z.unknown())
  .describe("Parameters (api_key, api_base …) for the models that name it; kept encrypted")
const info = z
  .record(label.min(1), z.unknown())
  .nullish()
  .describe("What is known of it, kept as it is: not a place for secrets")
const Done = z.object({ success: z.literal(true), message: z.string() })
const done = (what: string) => ({ success: true as const, message: `Credential ${what} successfully` })

export const credentials = defineResource(
  "credential",
  {
    create: post("/credentials", {
      summary: "Store a credential that models can name as litellm_credential_name",
      needs: "credentials:write",
      input: z.strictObject({
        credential_name: label.min(1),
        credential_values: values,
        credential_info: info,
      }),
      output: Done,
      run: async (ctx, input) => {
        await addCredential(ctx, input)
        return done("created")
      },
    }),
    list: get("/credentials", {
      summary: "The stored credentials, their secrets hidden; those of the config file are not among them",
      needs: "credentials:read",
      input: z.strictObject({}),
      output: z.object({ success: z.literal(true), credentials: z.array(Credential) }),
      run: async (ctx) => ({ success: true as const, credentials: await listCredentials(ctx) }),
    }),
    one: get("/credentials/by_name/:credential_name", {
      summary: "One stored credential, its secrets hidden",
      needs: "credentials:read",
      input: z.strictObject({}),
      output: Credential,
      run: async (ctx, _input, { params }) =>
        viewCredential(ctx, await credentialOf(ctx, params.credential_name ?? "")),
    }),
    change: patch("/credentials/:credential_name", {
      summary:
        "Change a credential: what is given and nothing else, null removes; the models that name it use it at once",
      needs: "credentials:write",
      input: z.strictObject({
        credential_name: label.min(1).optional().describe("The name in the path again"),
        credential_values: values.optional(),
        credential_info: info,
      }),
      output: Done,
      run: async (ctx, input, { params }) => {
        await changeCredential(ctx, params.credential_name ?? "", input)
        return done("updated")
      },
    }),
    remove: remove("/credentials/:credential_name", {
      summary: "Delete a credential no stored model names",
      needs: "credentials:write",
      input: z.strictObject({}),
      output: Done,
      run: async (ctx, _input, { params }) => {
        await removeCredential(ctx, params.credential_name ?? "")
        return done("deleted")
      },
    }),
  },
  { Credential },
)
