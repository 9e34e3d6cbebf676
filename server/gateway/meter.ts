/** What the status page and the benchmarks read of a gateway: counts since it started. No personal data. */
export type Meter = {
  frames: number;
  readings: number;
  committed: number;
  commits: number;
  resent: number;
  /** Of before what retention has removed: acknowledged, not stored. */
  pastRetention: number;
  rejected: number;
  unknown: number;
  shelved: number;
  refused: number;
  reloaded: number;
  closedSlow: number;
  faults: number;
  stalled: boolean;
};

export const startMeter = (): Meter => ({
  frames: 0,
  readings: 0,
  committed: 0,
  commits: 0,
  resent: 0,
  pastRetention: 0,
  rejected: 0,
  unknown: 0,
  shelved: 0,
  refused: 0,
  reloaded: 0,
  closedSlow: 0,
  faults: 0,
  stalled: false,
});

/** Hundreds of times what a commit takes. */
const slow = 3_000;

/** A disk that hangs refuses nothing and answers nothing: what takes so long is a stall, as a refusal is. */
export async function noticeHang<T>(meter: Meter, work: () => Promise<T>): Promise<T> {
  let hung = false;
  const timer = setTimeout(() => {
    hung = true;
    meter.stalled = true;
  }, slow);
  try {
    const result = await work();
    if (hung) meter.stalled = false;
    return result;
  } finally {
    clearTimeout(timer);
  }
}
