/** What stands in for a key that is known to its owner only. */
export const KEY_PLACEHOLDER = "sk-your-key"
