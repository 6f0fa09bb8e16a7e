import { activity } from "./activity"
import { config } from "./config"
import { keys } from "./keys"
import { models } from "./models"
import type { Resource } from "./resource"
import { spendLogs } from "./spend-logs"
import { teams } from "./teams"
import { users } from "./users"

/** Every management resource there is. */
export const resources: readonly Resource[] = [keys, teams, users, models, spendLogs, activity, config]
