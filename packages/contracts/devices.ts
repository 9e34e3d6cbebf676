import {
  addressChanges,
  deviceFlagKinds,
  deviceFlagOutcomes,
  deviceFlagSigns,
  deviceLists,
  parseNetwork,
} from '@attend/casework';
import { protocolNames, technologies } from '@attend/kernel';
import { z } from 'zod';
import { personRef, staffRef } from './alerts.ts';
import { cursor, id, instant } from './instant.ts';
import { longText, typedText, writtenText } from './text.ts';

/** What looked wrong about a device. No address and no place stands in it. */
export const deviceFlag = z.object({
  id,
  kind: z.enum(deviceFlagKinds),
  first: instant,
  last: instant,
  count: z.int(),
  signs: z.array(z.enum(deviceFlagSigns)),
  changes: z.array(z.enum(addressChanges)),
  outcome: z.enum(deviceFlagOutcomes).nullable(),
  note: z.string().nullable(),
  lookedAt: instant.nullable(),
  lookedBy: staffRef.nullable(),
});
export type DeviceFlag = z.infer<typeof deviceFlag>;

export const deviceSummary = z.object({
  id,
  identifier: z.string(),
  protocol: z.enum(protocolNames),
  technology: z.enum(technologies),
  model: z.string().nullable(),
  state: z.enum(['held', 'shelf', 'quarantined', 'retired']),
  /** Null: nobody has it, or somebody whom the viewer may not see. */
  holder: personRef.nullable(),
  lastContact: instant.nullable(),
  battery: z.object({ percent: z.number().nullable(), charging: z.boolean().nullable() }).nullable(),
  /** Kinds of flags that nobody has looked at yet. */
  flags: z.array(z.enum(deviceFlagKinds)),
});
export type DeviceSummary = z.infer<typeof deviceSummary>;

export const deviceShow = z.enum(deviceLists);
/** Where it lies: at one office; at one’s own, for whoever runs one shelf of several; anywhere. */
const shelfOf = z.union([id, z.enum(['own', 'any'])]);
/** GET /api/devices: by number; `q` is the beginning of one. */
export const deviceQuery = z.object({
  show: deviceShow.default('attention'),
  q: typedText(64).optional(),
  office: shelfOf.default('any'),
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
export const deviceList = z.object({
  devices: z.array(deviceSummary),
  /** The office on whose shelf all of these lie; null: it was not narrowed. */
  office: id.nullable(),
  /** Of what lies on shelves: those whose numbers the viewer sees, one’s own first. Of other lists none. */
  shelves: z.array(z.object({ id, name: z.string(), own: z.boolean() })),
  next: cursor.nullable(),
});
export type DeviceList = z.infer<typeof deviceList>;

const quarantine = z.object({
  from: instant,
  to: instant.nullable(),
  by: z.string(),
  reason: z.string(),
  releasedBy: z.string().nullable(),
  releaseReason: z.string().nullable(),
});

/** GET /api/devices/{id} */
export const deviceDetail = deviceSummary.extend({
  createdAt: instant,
  /** Networks that it may come from, as CIDR; null: from anywhere. */
  networks: z.array(z.string()).nullable(),
  /** `set`: it sends a token of its own. `none`: its protocol has one and none is set, so it is refused. `unknown-to-protocol`: it cannot send one. */
  token: z.enum(['set', 'none', 'unknown-to-protocol']),
  /** Newest first. */
  quarantines: z.array(quarantine),
  flagged: z.array(deviceFlag),
  /** It was refused lately: in quarantine, from outside its networks, or with a wrong token. */
  refused: z.object({ first: instant, last: instant, messages: z.int() }).nullable(),
});
export type DeviceDetail = z.infer<typeof deviceDetail>;

const reason = writtenText(3, 1_000, 'say why');
/** POST /api/devices/{id}/quarantine and /release */
export const deviceReason = z.object({ reason });

/** PUT /api/devices/{id}/networks: none permits every address. */
export const deviceNetworks = z.object({
  networks: z
    .array(
      z
        .string()
        .trim()
        .max(64)
        .regex(/^[0-9A-Fa-f:./]*$/, 'holds what stands in no address')
        .refine(
          (text) => parseNetwork(text) !== null,
          'a network is written like 10.20.0.0/16 or 2001:db8::/32',
        ),
    )
    .max(20),
  reason,
});

/** POST /api/devices/{id}/token: shown once. */
export const deviceToken = z.object({ token: z.string() });

/** POST /api/devices/{id}/flags/{flag}/outcome */
export const deviceFlagDecision = z.object({
  outcome: z.enum(deviceFlagOutcomes),
  note: longText(2_000),
});

/** GET /api/device-knocks: who calls and is in nobody's stock; the latest first. */
export const deviceKnocks = z.object({
  knocks: z.array(
    z.object({
      protocol: z.string(),
      identifier: z.string(),
      first: instant,
      last: instant,
      messages: z.int(),
    }),
  ),
});
export type DeviceKnocks = z.infer<typeof deviceKnocks>;
