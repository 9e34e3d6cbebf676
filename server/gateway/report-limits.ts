import { limits } from './limits.ts';

type Account = { inHand: number; credit: number; at: number };

const { perPhone } = limits;

/**
 * How much one phone's token may ask for: a stolen or runaway one must not take the place of all others. Reports that are refused
 * stay with the phone. Kept for authenticated devices alone, so that nobody else can fill it.
 */
export class ReportLimits {
  private readonly accounts = new Map<string, Account>();

  /** 0: it may be taken, and `done` is called once it is answered. Else the seconds to wait. `now` in milliseconds. */
  begin(deviceId: string, now: number): number {
    const account = this.accounts.get(deviceId) ?? { inHand: 0, credit: perPhone.burst, at: now };
    const passed = Math.max(0, now - account.at) / 1_000;
    account.credit = Math.min(perPhone.burst, account.credit + passed * perPhone.perSecond);
    account.at = now;
    if (account.inHand >= perPhone.inHand) return 1;
    if (account.credit < 1) return Math.ceil((1 - account.credit) / perPhone.perSecond) + perPhone.pause;
    account.credit -= 1;
    account.inHand += 1;
    this.accounts.set(deviceId, account);
    return 0;
  }

  done(deviceId: string): void {
    const account = this.accounts.get(deviceId);
    if (account !== undefined) account.inHand -= 1;
  }

  /** Forgets whoever has nothing in hand and its whole credit again. */
  sweep(now: number): void {
    const full = (perPhone.burst / perPhone.perSecond) * 1_000;
    for (const [deviceId, { inHand, at }] of this.accounts)
      if (inHand === 0 && now - at > full) this.accounts.delete(deviceId);
  }
}
