import { keyName, writePublicKey } from '@attend/server/audit/signing';
import { exportProof, exportRoots, knownKeys } from '@attend/server/operator/audit';
import type { Command } from 'commander';
import { addPlaceOptions, writeLines } from './operate.ts';
import { Refusal } from './refusal.ts';
import { readPlace } from './settings.ts';

/** `attend audit`: what is published of the audit, and deposited elsewhere. */
export function registerAudit(program: Command): void {
  addPlaceOptions(
    program
      .command('audit')
      .argument(
        '<what>',
        '«roots»: every signed daily root; «key»: the public keys; «proof»: of one position',
      )
      .argument('[position]', 'in the chain, for «proof»')
      .description('print what is published of the audit: signed roots, public keys, the proof of one entry'),
  ).action(async (what: string, position: string | undefined, options: Record<string, unknown>) => {
    const place = readPlace(options);
    if (what === 'roots') await writeLines([JSON.stringify(await exportRoots(place), null, 1)]);
    else if (what === 'key') {
      const keys = [...knownKeys(place).values()];
      if (keys.length === 0)
        throw new Refusal(`${place.dataDir} has no key yet: one is made at the first start`);
      await writeLines(keys.flatMap((key) => [`# ${keyName(key)}`, writePublicKey(key)]));
    } else if (what === 'proof') {
      if (position === undefined || !/^[1-9]\d{0,17}$/.test(position))
        throw new Refusal('name the position in the chain, as in attend audit proof 12');
      const proof = await exportProof(place, BigInt(position));
      if (!proof.ok) throw new Refusal(proof.error.message);
      await writeLines([JSON.stringify(proof.value, null, 1)]);
    } else throw new Refusal(`«${what}» is none of roots, key, proof`);
  });
}
