import { destructionAsk } from '@attend/contracts/destructions';

export const askForm = destructionAsk;
export const askEmpty = { reason: '' };
export const askBody = ({ reason }: typeof askEmpty) => ({ reason: reason.trim() });
