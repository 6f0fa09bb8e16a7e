import { z } from "zod"
import { GatewayError } from "#lib/core/errors"
import { partUsage } from "./accounts/parts"
import type { AdminContext } from "./context"
import { usd } from "./fields"
import {
  AliasInput,
  AliasPage,
  BulkUpdated,
  BulkUpdateInput,
  bulkUpdate,
  keyInfos,
  listAliases,
  ManyInfos,
  ManyKeys,
} from "./keys/bulk"
import { ChangedKey, deleteKeys, ResetSpend, resetSpend, setBlocked, updateKey } from "./keys/change"
import { GenerateInput, keyRef, RegenerateInput, ServiceAccountInput, UpdateInput } from "./keys/fields"
import { keyIdOf, keyRowOf } from "./keys/find"
import { CreatedKey, generateKey } from "./keys/generate"
import { KeyLimits, keyLimits } from "./keys/limits"
import { KeyList, ListInput, listKeys } from "./keys/list"
import { regenerateKey } from "./keys/regenerate"
import { grantBlock, grantChange, grantLook, grantNewKey, grantRemoval, grantSpendReset } from "./keys/rights"
import { RotatedKey, takeRotated } from "./keys/rotation"
import { KeyView, viewKey } from "./keys/view"
import { defineResource, get, post } from "./resource"

const OneKey = z.strictObject({ key: keyRef })
const some = z.array(z.string().min(1).max(256)).max(1000)
const SomeKeys = z.strictObject({ keys: some.nullish().describe("Keys or their hashes"), key_aliases: some.nullish() })

const regeneration = {
  summary: "Give a key a new secret, shown this once; the old one is refused at once or after a grace period",
  needs: "keys:write",
  input: RegenerateInput,
  output: CreatedKey,
  run: (ctx: AdminContext, input: z.output<typeof RegenerateInput>) => regenerate(ctx, input, undefined),
} as const

export const keys = defineResource(
  "key",
  {
    generate: post("/key/generate", {
      summary: "Create a virtual key. The answer shows the key this once.",
      needs: "keys:write",
      input: GenerateInput,
      output: CreatedKey,
      run: async (ctx, input) => generateKey(ctx, await grantNewKey(ctx, input)),
    }),
    serviceAccount: post("/key/service-account/generate", {
      summary: "Create a key that belongs to a team and to nobody in it",
      needs: "keys:write",
      input: ServiceAccountInput,
      output: CreatedKey,
      run: async (ctx, input) => generateKey(ctx, await grantNewKey(ctx, input, true)),
    }),
    regenerate: post("/key/regenerate", regeneration),
    regenerateOne: post("/key/:key/regenerate", {
      ...regeneration,
      run: (ctx, input, { params }) => regenerate(ctx, input, params.key),
    }),
    rotated: post("/key/:key/rotated", {
      summary:
        "Fetch the secret an automatic rotation gave a key, once. The key's old secret may do so while it works.",
      needs: "keys:read-own",
      input: z.strictObject({}),
      output: RotatedKey,
      run: (ctx, _input, { params }) => takeRotated(ctx, params.key ?? ""),
    }),
    info: get("/key/info", {
      summary: "One key with its spend; without `key`, the calling key itself",
      needs: "keys:read-own",
      input: z.strictObject({ key: keyRef.optional() }),
      output: z.object({ key: z.string().describe("The key's hash"), info: KeyView }),
      run: (ctx, input) => keyInfo(ctx, input.key),
    }),
    update: post("/key/update", {
      summary: "Change a key: what is given and nothing else, null clears",
      needs: "keys:write",
      input: UpdateInput,
      output: ChangedKey,
      run: async (ctx, input) => {
        const { key, ...fields } = input
        await grantChange(ctx, key, fields)
        return updateKey(ctx, input)
      },
    }),
    bulkUpdate: post("/key/bulk_update", {
      summary: "Change many keys, each on its own",
      needs: "keys:write",
      input: BulkUpdateInput,
      output: BulkUpdated,
      run: bulkUpdate,
    }),
    resetSpend: post("/key/:key/reset_spend", {
      summary: "Lower a key's spend in the running budget window; its history stays",
      needs: "keys:reset-spend",
      input: z.strictObject({ reset_to: usd.describe("Dollars") }),
      output: ResetSpend,
      run: async (ctx, { reset_to }, { params }) => {
        await grantSpendReset(ctx, params.key ?? "")
        return resetSpend(ctx, params.key ?? "", reset_to)
      },
    }),
    infos: post("/v2/key/info", {
      summary: "Many keys with their spend; unknown ones are left out",
      needs: "keys:read",
      reads: true,
      input: ManyKeys,
      output: ManyInfos,
      run: keyInfos,
    }),
    aliases: get("/key/aliases", {
      summary: "The names keys have, a page at a time",
      needs: "keys:read",
      input: AliasInput,
      output: AliasPage,
      run: listAliases,
    }),
    remove: post("/key/delete", {
      summary: "Delete keys, by key, hash or alias: all of them or none",
      needs: "keys:write",
      input: SomeKeys,
      output: z.object({ deleted_keys: z.array(z.string()).describe("The hashes of the deleted keys") }),
      run: async (ctx, input) => {
        const names = { keys: input.keys ?? [], aliases: input.key_aliases ?? [] }
        if (names.keys.length + names.aliases.length === 0) {
          throw new GatewayError("invalid_request", "Say which keys to delete: give keys or key_aliases.", {
            param: "keys",
          })
        }
        await grantRemoval(ctx, names)
        return { deleted_keys: await deleteKeys(ctx, names) }
      },
    }),
    limits: get("/key/limits", {
      summary: "What new keys get where nothing is said, and the most they may have",
      needs: "keys:read",
      input: z.strictObject({}),
      output: KeyLimits,
      run: async (ctx) => keyLimits(ctx),
    }),
    list: get("/key/list", {
      summary: "Keys, a page at a time",
      needs: "keys:read",
      input: ListInput,
      output: KeyList,
      run: listKeys,
    }),
    block: post("/key/block", {
      summary: "Block a key: it is refused until it is unblocked",
      needs: "keys:write",
      input: OneKey,
      output: KeyView,
      run: (ctx, input) => block(ctx, input.key, true),
    }),
    unblock: post("/key/unblock", {
      summary: "Unblock a key",
      needs: "keys:write",
      input: OneKey,
      output: KeyView,
      run: (ctx, input) => block(ctx, input.key, false),
    }),
  },
  { KeyView, KeyUpdateOutput: ChangedKey },
)

async function regenerate(ctx: AdminContext, input: z.output<typeof RegenerateInput>, inPath: string | undefined) {
  const { key = inPath, new_key: _own, grace_period: _grace, ...fields } = input
  if (key !== undefined) await grantChange(ctx, key, fields, true)
  return regenerateKey(ctx, input, inPath)
}

async function block(ctx: AdminContext, key: string, blocked: boolean) {
  await grantBlock(ctx, key, blocked)
  return setBlocked(ctx, key, blocked)
}

async function keyInfo(ctx: AdminContext, key: string | undefined) {
  if (key !== undefined) await grantLook(ctx, key)
  const token = key === undefined ? ctx.caller.key?.token : await keyIdOf(ctx, key)
  if (token === undefined) {
    throw new GatewayError("invalid_request", "Say which key: /key/info?key=… with the key or its hash.", {
      param: "key",
    })
  }
  const row = await keyRowOf(ctx, key ?? token)
  const usage = await partUsage(ctx, `key:${row.token}`)
  return { key: token, info: { ...viewKey(ctx, row), ...usage } }
}
