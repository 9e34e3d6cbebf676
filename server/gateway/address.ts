import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** Whether a peer's address lies in one of the networks (CIDR); no list permits every address. */
export function addressPermitted(networks: readonly string[] | null, address: string): boolean {
  if (networks === null || networks.length === 0) return true;
  // Node writes an IPv4 peer of a dual-stack listener as ::ffff:a.b.c.d.
  const plain = address.startsWith('::ffff:') ? address.slice(7) : address;
  const family = isIPv4(plain) ? 'ipv4' : isIPv6(plain) ? 'ipv6' : null;
  if (family === null) return false;
  const list = new BlockList();
  for (const network of networks) {
    const [base, prefix] = network.split('/');
    if (base === undefined) continue;
    const kind = isIPv4(base) ? 'ipv4' : 'ipv6';
    list.addSubnet(base, prefix === undefined ? (kind === 'ipv4' ? 32 : 128) : Number(prefix), kind);
  }
  return list.check(plain, family);
}
