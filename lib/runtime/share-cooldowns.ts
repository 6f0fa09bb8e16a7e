import type { Log } from "#lib/core/log"
import type { CooldownNews } from "#lib/router/cooldown"
import type { RouterState } from "#lib/router/router-state"
import type { Bus } from "#lib/store/bus"

const TOPIC = "cooldown"

/** A deployment that one process sets aside, or finds working again, is known to all of them. */
export function shareCooldowns(router: RouterState, bus: Bus, log: Log): void {
  let telling = false
  bus.subscribe(TOPIC, (message) => {
    const news = telling ? null : readNews(message)
    if (news !== null) router.cooldowns.heard(news, router.clock.now())
  })
  router.cooldowns.onChange((news) => {
    log.info(news.untilMs === 0 ? "a deployment works again" : "a deployment is set aside", {
      model_id: news.id,
      why: news.why,
    })
    // The process's own listeners are called before this returns: what they hear is known here.
    telling = true
    const told = bus.publish(TOPIC, JSON.stringify(news))
    telling = false
    told.catch((e) => log.warn("other processes were not told of a cooldown", { error: String(e) }))
  })
}

function readNews(message: string): CooldownNews | null {
  try {
    const news = JSON.parse(message) as CooldownNews
    return typeof news.id === "string" && typeof news.untilMs === "number" && typeof news.why === "string" ? news : null
  } catch {
    return null
  }
}
