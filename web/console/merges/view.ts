import type { Merge } from '@attend/contracts/merges';
import { t } from '@lingui/core/macro';

export function stateWords(state: Merge['state']): string {
  const words: Record<Merge['state'], string> = {
    waiting: t`Waits for a second person`,
    'in-force': t`One person`,
    refused: t`Refused`,
    undone: t`Parted again`,
  };
  return words[state];
}
