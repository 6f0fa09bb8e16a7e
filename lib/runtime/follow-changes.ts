import type { ModelStore, ReloadReport, SettingsInForce } from "#lib/admin/context"
import { belongsTo } from "#lib/identity/charged-accounts"
import { type LiveRules, readAgain } from "./live-rules"
import type { Parts } from "./parts"

const KEY_TOPIC = "key"
const ACCOUNT_TOPIC = "account"
const MODELS_TOPIC = "models"
const SETTINGS_TOPIC = "settings"
/** The other processes read their own configuration again. */
const CONFIG_TOPIC = "config"

/** What changes in one process is read anew in all of them. */
export function followChanges(parts: Parts, live: LiveRules): void {
  parts.bus.subscribe(KEY_TOPIC, (token) => forgetKey(parts, token))
  parts.bus.subscribe(ACCOUNT_TOPIC, (name) => forgetAccount(parts, name))
  parts.bus.subscribe(CONFIG_TOPIC, (from) => {
    if (from !== parts.counters.process)
      live.reload().catch((e) => parts.data.log.error("the config could not be reloaded", { error: String(e) }))
  })
}

/** What management stores beside the config file, followed in every process. */
export function followStored(parts: Parts, live: LiveRules): { models: ModelStore; settings: SettingsInForce } {
  return { models: followStoredModels(parts, live), settings: followSettings(parts, live) }
}

/** Settings saved in another process count here too; this one's saves are told to it. */
function followSettings({ bus, counters, data: { log } }: Parts, live: LiveRules): SettingsInForce {
  bus.subscribe(SETTINGS_TOPIC, (from) => {
    if (from === counters.process) return
    live.settingsChanged().catch((e) => log.error("stored settings could not be taken", { error: String(e) }))
  })
  return live.settings(async () => {
    await bus
      .publish(SETTINGS_TOPIC, counters.process)
      .catch((e) => log.warn("other processes were not told of changed settings", { error: String(e) }))
  })
}

/** What another process stores is served here too; this one's changes are told to it. */
function followStoredModels({ bus, data: { log } }: Parts, live: LiveRules): ModelStore {
  let telling = false
  bus.subscribe(MODELS_TOPIC, () => {
    if (!telling) readAgain(live, log)
  })
  return live.store(async () => {
    telling = true
    const told = bus.publish(MODELS_TOPIC, "changed")
    telling = false
    await told.catch((e) => log.warn("other processes were not told of a model's change", { error: String(e) }))
  })
}

function forgetKey(parts: Pick<Parts, "keys" | "counters">, token: string): void {
  parts.keys.forget(token)
  parts.counters.changed(token)
}

/** An account changed: it, and every key that belongs to it, are read anew before they are served again. */
function forgetAccount(parts: Pick<Parts, "keys" | "accounts" | "counters">, name: string): void {
  parts.accounts.forget(name)
  parts.counters.changed(name)
  parts.keys.forgetThose((key) => belongsTo(key, name))
}

/** Forgets a key here and everywhere. Never rejects: who was not told finds out when its copy is old. */
export async function keyChanged(parts: Parts, token: string): Promise<void> {
  forgetKey(parts, token)
  await parts.bus
    .publish(KEY_TOPIC, token)
    .catch((e) => parts.data.log.warn("other processes were not told of a key's change", { error: String(e) }))
}

/** The same of an account (`kind:id`). */
export async function accountChanged(parts: Parts, name: string): Promise<void> {
  forgetAccount(parts, name)
  await parts.bus
    .publish(ACCOUNT_TOPIC, name)
    .catch((e) => parts.data.log.warn("other processes were not told of an account's change", { error: String(e) }))
}

/** Reads the configuration anew, and has the others read theirs when it is good. */
export async function reloadEverywhere(parts: Parts, live: LiveRules): Promise<ReloadReport> {
  const report = await live.reload()
  if (report.ok) await parts.bus.publish(CONFIG_TOPIC, parts.counters.process).catch(() => undefined)
  return report
}
