/** @type {import("next").NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  /** Packages the gateway uses on the server only: loaded from node_modules as they are, never bundled. */
  serverExternalPackages: ["drizzle-orm", "gpt-tokenizer", "lru-cache", "postgres", "undici", "yaml"],
  /** The optimizer would bring a native image library along for a logo. */
  images: { unoptimized: true },
  /** `npm run check` does this, in a fraction of the time; the build stays quick. */
  typescript: { ignoreBuildErrors: true },
}

export default config
