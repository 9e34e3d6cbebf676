import { deviceIds } from '@attend/contracts/device-labels';
import { z } from 'zod';

/** What the address says: whose labels. What it cannot read it leaves out. */
export const labelsSearch = z.object({ devices: deviceIds.optional().catch(undefined) });
