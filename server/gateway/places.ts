type Heard = { readonly heardAt: number };

/** Which connections stand for which device, bounded. One of its own is kept without a list: nearly all devices have one. */
export class Places<C extends Heard> {
  private readonly byDevice = new Map<string, C | Set<C>>();
  private readonly deviceOf = new Map<C, string>();
  private readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  /** Answers which one is over the bound: the longest unheard of the others. */
  take(connection: C, deviceId: string): C | null {
    this.deviceOf.set(connection, deviceId);
    const standing = this.byDevice.get(deviceId);
    if (standing === undefined) {
      this.byDevice.set(deviceId, connection);
      return null;
    }
    const all = standing instanceof Set ? standing : new Set([standing]);
    this.byDevice.set(deviceId, all.add(connection));
    return all.size > this.most ? longestUnheard(all, connection) : null;
  }

  leave(connection: C): void {
    const deviceId = this.deviceOf.get(connection);
    if (deviceId === undefined) return;
    this.deviceOf.delete(connection);
    const standing = this.byDevice.get(deviceId);
    if (standing instanceof Set) standing.delete(connection);
    if (standing === connection || (standing instanceof Set && standing.size === 0))
      this.byDevice.delete(deviceId);
  }

  /** Devices and connections that are remembered. */
  get size(): { readonly devices: number; readonly connections: number } {
    return { devices: this.byDevice.size, connections: this.deviceOf.size };
  }
}

function longestUnheard<C extends Heard>(all: ReadonlySet<C>, newest: C): C | null {
  let longest: C | null = null;
  // In order of coming: of those that were last heard at one moment, the first.
  for (const one of all)
    if (one !== newest && (longest === null || one.heardAt < longest.heardAt)) longest = one;
  return longest;
}
