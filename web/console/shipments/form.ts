import { shipmentShows } from '@attend/contracts/shipments';
import { z } from 'zod';

/** What the address says of the list. */
export const shipmentsSearch = z.object({ show: z.enum(shipmentShows).optional().catch(undefined) });

/** Models with their numbers, as somebody types them: `3 Acme One`, one a line. */
export function linesOf(
  text: string,
  models: readonly { readonly id: string; readonly name: string }[],
): readonly { readonly model: string; readonly count: number }[] | null {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const read = lines.map((line) => {
    const [, count = '', name = ''] = /^(\d+)\s*[x×]?\s+(.+)$/.exec(line) ?? [];
    const model = models.find((one) => one.name.toLowerCase() === name.toLowerCase());
    return model === undefined ? null : { model: model.id, count: Number(count) };
  });
  const known = read.filter((line) => line !== null);
  return known.length === read.length ? known : null;
}
