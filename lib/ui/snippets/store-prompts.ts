/** The setting that makes the log keep prompts and answers. */
export const STORE_PROMPTS = "general_settings:\n  store_prompts_in_spend_logs: true"
