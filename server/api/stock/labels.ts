import type { deviceLabelQuery, deviceLabels } from '@attend/contracts/device-labels';
import { type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { listLabelled } from '../../database/repositories/device-places.ts';
import type { StaffContext } from '../context.ts';

/** STK-15: what stands on the labels of these devices: equipment, and nobody. */
export const readLabels = async (
  { client }: StaffContext,
  { devices }: z.output<typeof deviceLabelQuery>,
): Promise<Result<z.output<typeof deviceLabels>>> =>
  succeed({ labels: await listLabelled(client, devices.split(',')) });
