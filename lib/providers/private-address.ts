import { BlockList, isIP, isIPv6 } from "node:net"

/** Networks no request made for a client may reach (IANA special-purpose registries, RFC 6890). */
const V4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
]
/** Addresses that carry an IPv4 address inside (mapped, NAT64, 6to4, Teredo) are refused with the private ones. */
const V6 = [
  "::/96",
  "::ffff:0:0/96",
  "64:ff9b::/96",
  "64:ff9b:1::/48",
  "100::/64",
  "2001::/32",
  "2001:db8::/32",
  "2002::/16",
  "fc00::/7",
  "fe80::/10",
  "fec0::/10",
  "ff00::/8",
]

const list = (networks: readonly string[], family: "ipv4" | "ipv6"): BlockList => {
  const blocked = new BlockList()
  for (const network of networks) {
    const [address = "", prefix = "0"] = network.split("/")
    blocked.addSubnet(address, Number(prefix), family)
  }
  return blocked
}
// One list each: a mapped address (::ffff:…) in a common list would match every IPv4 address.
const v4 = list(V4, "ipv4")
const v6 = list(V6, "ipv6")

/** True for an address inside the host or its network, and for anything that is no IP address. */
export function isPrivateAddress(address: string): boolean {
  const bare = address.replace(/%.*$/, "")
  if (isIP(bare) === 0) return true
  return isIPv6(bare) ? v6.check(bare, "ipv6") : v4.check(bare, "ipv4")
}
