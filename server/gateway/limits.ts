/** Every bound of the gateway, with the failure it guards against. */
export const limits = {
  /** Connections of one process: file descriptors and memory end somewhere; the next machine takes the rest. */
  connections: 60_000,
  /** Connections of one address that have not named a known device yet: a scanner must not take every place. Carriers put thousands of devices behind one address, so named ones do not count. */
  anonymousPerAddress: 20_000,
  /** Connections that first named the same device: one number that is known, or guessed, must not take every place. Half-open ones of a device that changes its address are the longest unheard, and go first. */
  connectionsPerDevice: 16,
  /** A connection that names no known device within this time is closed. */
  introduceWithin: 300_000,
  /** Half-open connections: nothing heard for so long. Above the longest rhythm of a device that keeps its line open. */
  idle: 2 * 3_600_000,
  /** A slow writer: an unfinished frame for so long. */
  unfinished: 120_000,
  /** Frames of one connection that wait for their commit: one flooding device must not fill the queue of all. */
  framesPerConnection: 256,
  /** Frames waiting in all: above it, no socket is read until half of them are durable. */
  frames: 20_000,
  /** Answers that a peer does not read: bytes in its socket's buffer. */
  unreadAnswer: 64 * 1024,
  /** Frames of an unknown device on one connection before it is closed. */
  unknownFrames: 20,
  /** Unknown devices remembered between two writes to the database, and rows kept there. */
  unknownDevices: 1_000,
  unknownRows: 10_000,
  /** Devices of which it is remembered which connection speaks for them: about 150 bytes each. */
  traces: 60_000,
  /** Flags, devices on the shelf and uploads that came again, between two writes; what is above it is seen the next time. */
  flags: 1_000,
  shelved: 10_000,
  replays: 1_000,
  /** An HTTP report's body. */
  body: 64 * 1024,
  /** Milliseconds in which a report is durable or the phone is told to come again: below the half minute for which phones wait. */
  answerWithin: 20_000,
  /**
   * One phone's reports: at a time (apps send one after another), at once after a long while, and then on and on. A week's fixes of
   * one a minute are through in a quarter of an hour. `pause`: seconds more to wait, so that something comes of coming again.
   */
  perPhone: { inHand: 16, burst: 1_200, perSecond: 10, pause: 10 },
  /** Readings in one commit: above `most` the commit's own time is felt as latency; above `long` what is urgent goes before the rest. */
  batch: { most: 2_000, long: 250 },
  /**
   * Judging histories again, for readings older than states go back to: after each so many times as long as it took. One device that
   * sends such readings one after another must not take more than a tenth of a process. What waits for it, at each committer.
   */
  againPause: 9,
  aside: 5_000,
  /** Milliseconds from one commit's beginning to the next one's, unless a quarter of a batch waits: what an answer may wait besides. */
  commitEvery: 6,
  /** Wrong frames kept of one assignment in so many milliseconds: one that sends nothing else must not fill the disk. The rest is counted. */
  rejections: { kept: 100, within: 3_600_000 },
  /** People whose state is kept in memory between their readings. */
  wearers: 60_000,
  /** A state nobody has asked for so long is forgotten: twice the rhythm of a device that fixes every minute, so that its own stays; one that reports every ten minutes is loaded for each upload (about a millisecond) and costs no memory between. */
  quiet: 120_000,
} as const;
