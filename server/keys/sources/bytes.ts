import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { seal, unseal } from '../seal.ts';

/** AES-256. */
export const keyLength = 32;

/**
 * What bytes that somebody holds wrap with: derived, so that the bytes themselves, which were the first generation's key before
 * there were generations, are never sealed under themselves.
 */
const wrappingKey = (bytes: Uint8Array): KeyObject =>
  createSecretKey(createHmac('sha256', bytes).update('attend/key-encryption').digest());

const identityOf = (generation: number): string => `keyring/generation/${generation}`;

export const wrapWith = (bytes: Uint8Array, generation: number, key: Uint8Array): Buffer =>
  seal(wrappingKey(bytes), identityOf(generation), key);

/** Null: these are other bytes than it was wrapped with. */
export function unwrapWith(bytes: Uint8Array, generation: number, wrapped: Uint8Array): Buffer | null {
  try {
    return unseal(wrappingKey(bytes), identityOf(generation), wrapped);
  } catch {
    return null;
  }
}
