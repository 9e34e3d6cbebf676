import { breakGlassAsk, breakGlassReview } from '@attend/contracts/break-glass';

export const askForm = breakGlassAsk;
export const askEmpty = { reference: '', reason: '' };
export const reviewForm = breakGlassReview;
