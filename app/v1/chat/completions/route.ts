export { serve as POST } from "#lib/server/next"
