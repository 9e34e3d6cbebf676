import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type KeyringStatus, type Rotation, readKeyringStatus, rotateKeys } from '@attend/server/keys/rotate';
import type { KeyPlace } from '@attend/server/keys/sources/place';
import type { Command } from 'commander';
import { addPlaceOptions, writeLines } from './operate.ts';
import { Refusal } from './refusal.ts';
import { keyPlaceOf, readSettings } from './settings.ts';

function statusLines({ place, generations, destroyed }: KeyringStatus): string[] {
  return [
    `key-encryption keys from ${place}`,
    ...generations.map(({ number, madeAt, retiredAt, keys }) =>
      retiredAt === null
        ? `generation ${number}: wraps ${keys} keys, made ${madeAt} UTC`
        : `generation ${number}: retired ${retiredAt} UTC`,
    ),
    `destroyed keys: ${destroyed}`,
  ];
}

function rotationLines({ generation, resumed, rewrapped, retired }: Rotation): string[] {
  return [
    `${resumed ? 'the rotation that was broken off is ended: ' : ''}generation ${generation} wraps everything, ${rewrapped} keys by this run`,
    ...retired.map(
      (number) => `generation ${number} is retired: what was copied of the keyring under it opens no more`,
    ),
  ];
}

/** A command of `attend keys` that needs the keyring alone: no database is started for it. */
function registerKeyCommand(
  keys: Command,
  name: string,
  description: string,
  run: (directory: string, place: KeyPlace) => Promise<string[]> | string[],
): void {
  addPlaceOptions(keys.command(name).description(description)).action(
    async (options: Record<string, unknown>) => {
      const settings = readSettings(options);
      const directory = join(settings.dataDir, 'keyring');
      if (!existsSync(join(directory, 'keyring.sqlite')))
        throw new Refusal(`there is no keyring in ${directory}`);
      await writeLines(await run(directory, keyPlaceOf(settings)));
    },
  );
}

/** `attend keys status`, `attend keys rotate`. Destroying somebody's key is asked for and approved by two people, in the console. */
export function registerKeys(program: Command): void {
  const keys = program
    .command('keys')
    .description('the key-encryption keys that everybody’s keys are wrapped by');
  registerKeyCommand(
    keys,
    'status',
    'generations, how many keys each wraps, how many are destroyed',
    (directory, place) => statusLines(readKeyringStatus(directory, place)),
  );
  registerKeyCommand(
    keys,
    'rotate',
    'begin a new generation and wrap everything by it, while the server works on; goes on where it was broken off',
    async (directory, place) => rotationLines(await rotateKeys(directory, place)),
  );
}
