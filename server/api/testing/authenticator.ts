import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** What a test may want to be wrong. */
export type Wrong = {
  readonly origin?: string;
  readonly rpId?: string;
  /** Neither finger nor PIN: presence alone. */
  readonly unverified?: boolean;
  readonly counter?: number;
};

/** A passkey in software (WebAuthn level 3, attestation `none`, ES256), so that tests can do what no browser would. */
export function createAuthenticator(origin: string) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(32);
  const credential = { id: id.toString('base64url'), rawId: id.toString('base64url'), type: 'public-key' };
  let counter = 0;

  const clientData = (type: string, challenge: string, wrong: Wrong): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin: wrong.origin ?? origin, crossOrigin: false }));
  /** Level 3, 6.1: the party's hash, flags, counter. */
  const data = (wrong: Wrong, attested: Buffer | null): Buffer => {
    const rpId = wrong.rpId ?? new URL(origin).hostname;
    const head = Buffer.alloc(37);
    createHash('sha256').update(rpId).digest().copy(head);
    head[32] = 0x01 | (wrong.unverified ? 0 : 0x04) | (attested === null ? 0 : 0x40);
    head.writeUInt32BE(wrong.counter ?? counter, 33);
    return attested === null ? head : Buffer.concat([head, attested]);
  };

  return {
    id: credential.id,
    make(options: { readonly challenge: string }, wrong: Wrong = {}) {
      const jwk = publicKey.export({ format: 'jwk' });
      const [x, y] = [jwk.x, jwk.y].map((part) => Buffer.from(part ?? '', 'base64url'));
      // COSE key (RFC 9053): kty EC2, alg ES256, crv P-256, x, y.
      const cose = Buffer.concat([
        Buffer.from('a5010203262001215820', 'hex'),
        x ?? Buffer.alloc(0),
        Buffer.from('225820', 'hex'),
        y ?? Buffer.alloc(0),
      ]);
      const length = Buffer.alloc(2);
      length.writeUInt16BE(id.length);
      const authData = data(wrong, Buffer.concat([Buffer.alloc(16), length, id, cose]));
      // CBOR: {"fmt": "none", "attStmt": {}, "authData": bytes}
      const attestationObject = Buffer.concat([
        Buffer.from('a363666d74646e6f6e656761747453746d74a068617574684461746158', 'hex'),
        Buffer.from([authData.length]),
        authData,
      ]);
      return {
        ...credential,
        response: {
          clientDataJSON: clientData('webauthn.create', options.challenge, wrong).toString('base64url'),
          attestationObject: attestationObject.toString('base64url'),
          transports: ['internal'],
        },
      };
    },
    prove(options: { readonly challenge: string }, wrong: Wrong = {}) {
      counter += 1;
      const client = clientData('webauthn.get', options.challenge, wrong);
      const authenticatorData = data(wrong, null);
      const signed = Buffer.concat([authenticatorData, createHash('sha256').update(client).digest()]);
      return {
        ...credential,
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: authenticatorData.toString('base64url'),
          signature: sign('sha256', signed, privateKey).toString('base64url'),
        },
      };
    },
  };
}
export type Authenticator = ReturnType<typeof createAuthenticator>;
