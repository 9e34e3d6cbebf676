import type { KeyObject } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Observation } from '@attend/monitor/observation/observation';
import { packObservations, unpackObservations } from '@attend/monitor/observation/pack';
import { seal, unseal } from '../keys/seal.ts';

/** The first byte of an opened upload: how the rest is written. */
const plain = 0;
const deflated = 1;
/** Differences of few readings do not get shorter; a long stored stretch does. */
const worthDeflating = 600;
/** A row that was altered never opens (GCM); this bounds what a fault of our own could unpack. */
const largestUpload = 64 * 1024 * 1024;

export const uploadIdentity = (assignmentId: number, version: number): string =>
  `upload/${assignmentId}/${version}`;

/** Packs, compresses where it pays, and seals what one assignment delivered in one commit. */
export function packUpload(
  key: KeyObject,
  assignmentId: number,
  version: number,
  observations: readonly Observation[],
): Buffer {
  const packed = packObservations(observations);
  const body =
    packed.length > worthDeflating
      ? Buffer.concat([Buffer.of(deflated), deflateRawSync(packed)])
      : Buffer.concat([Buffer.of(plain), packed]);
  return seal(key, uploadIdentity(assignmentId, version), body);
}

/** Opens what `packUpload` made. Throws where key, identity or bytes differ. */
export function unpackUpload(
  key: KeyObject,
  assignmentId: number,
  version: number,
  content: Uint8Array,
): Observation[] {
  const body = unseal(key, uploadIdentity(assignmentId, version), content);
  const rest = body.subarray(1);
  return unpackObservations(
    body[0] === deflated ? inflateRawSync(rest, { maxOutputLength: largestUpload }) : rest,
  );
}
