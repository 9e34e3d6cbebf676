import { alertClose } from '@attend/contracts/alerts';

/** Version is added when it is sent: the one that was on the screen. */
export const closeForm = alertClose.omit({ version: true });
export const closeEmpty = { outcome: '', note: '' };
