import { BlockList, isIP, isIPv6 } from "node:net"

/**
 * Networks no request made for a client may reach (IANA special-purpose registries, RFC 6890), and the address under which Azure
 * answers its own machines (learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16).
 */
const V4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "168.63.129.16/32",
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

/** Where clouds tell their own machines who they are and with which login: AWS, Azure, Google, Oracle, Alibaba. */
const METADATA_V4 = ["169.254.0.0/16", "168.63.129.16/32", "192.0.0.192/32", "100.100.100.200/32"]
/** Link-local, AWS' own address, and IPv4 addresses behind NAT64. Mapped ones match as what they are. */
const METADATA_V6 = ["fe80::/10", "fd00:ec2::/32", "64:ff9b::/96"]
const METADATA_NAME =
  /^(?:metadata(?:\.google\.internal|\.goog|\.azure\.internal|\.tencentyun\.com)?|instance-data(?:\.ec2\.internal)?)$/

/** Endings that lead nowhere on the internet: RFC 6761, 6762 and 8375, what ICANN set aside, and what routers call their networks. */
const PRIVATE_ENDING = /\.(?:localhost|local|localdomain|internal|intranet|private|corp|home|lan|home\.arpa)$/

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
const metadata = list(METADATA_V4, "ipv4")
for (const network of METADATA_V6) {
  const [address = "", prefix = "0"] = network.split("/")
  metadata.addSubnet(address, Number(prefix), "ipv6")
}

/** True for an address inside the host or its network, and for anything that is no IP address. */
export function isPrivateAddress(address: string): boolean {
  const bare = address.replace(/%.*$/, "")
  if (isIP(bare) === 0) return true
  return isIPv6(bare) ? v6.check(bare, "ipv6") : v4.check(bare, "ipv4")
}

/**
 * True for a host of a URL (`new URL(…).hostname`, which has brought every spelling of an IPv4 address into one form) that is
 * private by what it says: an address of a private network, or a name that only such networks know. Nothing is looked up.
 */
export function isPrivateHost(hostname: string): boolean {
  const host = plainHost(hostname)
  if (isIP(host) !== 0) return isPrivateAddress(host)
  return !host.includes(".") || PRIVATE_ENDING.test(host) || METADATA_NAME.test(host)
}

/** True for a host at which a cloud keeps what its machines know of themselves, logins among it. */
export function isMetadataHost(hostname: string): boolean {
  const host = plainHost(hostname)
  const family = isIP(host)
  return family === 0 ? METADATA_NAME.test(host) : metadata.check(host, family === 6 ? "ipv6" : "ipv4")
}

const plainHost = (hostname: string): string => hostname.toLowerCase().replace(/^\[|\]$|\.$/g, "")
