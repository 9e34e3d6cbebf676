import type { ConnectionSettings } from '@attend/server/database/settings';
import { startBareLane } from './bare-lane.ts';

/** The bare lane in a process of its own, as the gateway runs in its own. It ends with the channel to whoever forked it. */
export type BareOrder = {
  readonly settings: ConnectionSettings;
  readonly batch: number;
  readonly port: number;
  readonly sharePort: boolean;
};

process.once('message', (order: BareOrder) => {
  startBareLane(order.settings, order).then(
    (lane) => {
      process.once('disconnect', () => process.exit(0));
      process.send?.({ port: lane.port });
    },
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});
