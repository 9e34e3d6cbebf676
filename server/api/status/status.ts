import { statfs } from 'node:fs/promises';
import type { SystemHealth, SystemStatus } from '@attend/contracts/status';
import type { Pool } from '../../database/connect.ts';
import { readAuditStanding } from '../../database/repositories/audit-chain.ts';
import { listUnknownDevices, readDatabaseState } from '../../database/repositories/status.ts';

/** What a gateway process tells of itself (gateway/process.ts). */
export type GatewayReport = {
  readonly listeners: readonly { protocol: string; port: number; connections: number; refused: number }[];
  readonly meter: {
    readonly readings: number;
    readonly committed: number;
    readonly rejected: number;
    readonly resent: number;
    readonly pastRetention: number;
    readonly unknown: number;
    readonly stalled: boolean;
  };
};

export type StatusParts = {
  readonly pool: Pool;
  readonly version: string;
  readonly startedAt: number;
  readonly describeDatabase: () => {
    readonly kind: string;
    readonly state: string;
    readonly detail: string;
    readonly folder?: string;
  };
  readonly gateway: () => GatewayReport | null;
  /** Why the audit's chain is not signed; null: it is. */
  readonly auditFault: () => string | null;
  readonly now: () => number;
};

/** Rates need two looks: kept from the last one, at least a second ago. */
export function createStatus(parts: StatusParts): () => Promise<SystemStatus> {
  let last: { at: number; readings: number; rate: number } | null = null;
  const rateOf = (readings: number): number => {
    const at = parts.now();
    if (last === null || readings < last.readings) last = { at, readings, rate: 0 };
    else if (at - last.at >= 1_000)
      last = { at, readings, rate: Math.round(((readings - last.readings) * 10_000) / (at - last.at)) / 10 };
    return last.rate;
  };
  return async () => {
    const report = parts.gateway();
    const described = parts.describeDatabase();
    const state = await readDatabaseState(parts.pool).catch(() => 'down' as const);
    return {
      version: parts.version,
      startedAt: new Date(parts.startedAt).toISOString(),
      database: { state, kind: described.kind, detail: described.detail },
      disk: await readDisk(described.folder),
      gateway:
        report === null
          ? null
          : {
              listeners: [...report.listeners],
              readingsPerSecond: rateOf(report.meter.readings),
              committed: report.meter.committed,
              rejected: report.meter.rejected,
              resent: report.meter.resent,
              pastRetention: report.meter.pastRetention,
              unknown: report.meter.unknown,
              stalled: report.meter.stalled,
            },
      audit: state === 'down' ? null : await describeAudit(parts),
      unknownDevices: state === 'down' ? [] : [...(await listUnknownDevices(parts.pool))],
    };
  };
}

async function describeAudit({ pool, auditFault }: StatusParts): Promise<SystemStatus['audit']> {
  const { position, waiting, waitingSince } = await readAuditStanding(pool);
  return { position, waiting, waitingSince: waitingSince?.toISOString() ?? null, fault: auditFault() };
}

/** The log of PostgreSQL may take 2 GB between checkpoints; below half of it a busy day can end at a full disk. */
const lowBytes = 1_073_741_824;

async function readDisk(folder: string | undefined): Promise<SystemStatus['disk']> {
  if (folder === undefined) return null;
  const room = await statfs(folder).catch(() => null);
  if (room === null) return null;
  const freeBytes = room.bavail * room.bsize;
  return { freeBytes, state: freeBytes < lowBytes ? 'low' : 'ok' };
}

/** In a few words, and without anything of the inside. */
export function healthOf({ database, disk, gateway }: SystemStatus): SystemHealth {
  const flow = gateway === null ? null : gateway.stalled ? 'stalled' : 'ok';
  const well = database.state === 'up' && disk?.state !== 'low' && flow !== 'stalled';
  return {
    status: well ? 'ok' : 'degraded',
    database: database.state,
    disk: disk?.state ?? null,
    gateway: flow,
  };
}
