import type { StaffContext } from '../context.ts';

/** For a use case of another part that looks at somebody whom this request has opened already: it is one look, and recorded once. */
export const sameLook = (context: StaffContext): StaffContext => {
  const { record } = context;
  return {
    ...context,
    record: {
      ...record,
      open: async (participant, purpose) => {
        if (!record.recorded.has(participant)) await record.open(participant, purpose);
      },
    },
  };
};
