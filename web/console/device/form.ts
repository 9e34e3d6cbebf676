import { deviceFlagDecision, deviceNetworks, deviceReason } from '@attend/contracts/devices';
import { z } from 'zod';
import { sentenceWords } from '../../ui/words/told.ts';
import { networksOf } from '../devices/view.ts';

export const reasonForm = deviceReason;
export const reasonEmpty = { reason: '' };
export const decisionForm = deviceFlagDecision;

/** As typed: a network a line. */
export const networksForm = z.object({
  networks: z.string().superRefine((text, context) => {
    const read = deviceNetworks.shape.networks.safeParse(networksOf(text));
    for (const issue of read.error?.issues ?? [])
      context.addIssue({ code: 'custom', message: sentenceWords(issue.message) });
  }),
  reason: deviceNetworks.shape.reason,
});
