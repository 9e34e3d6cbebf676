import { openCommandSource } from './command.ts';
import { openEnvironmentSource } from './environment.ts';
import { openFileSource } from './file.ts';
import type { KeyPlace } from './place.ts';
import type { KeySource } from './source.ts';

export function openSource(place: KeyPlace): KeySource {
  switch (place.kind) {
    case 'file':
      return openFileSource(place.directory);
    case 'environment':
      return openEnvironmentSource(place.variable, process.env);
    case 'command':
      return openCommandSource(place.command);
  }
}
