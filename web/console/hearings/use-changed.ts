import { useQueryClient } from '@tanstack/react-query';

/** After a write every list of hearings is read anew, a day's and the person's own, and the help that hangs on them. */
export function useHearingsChanged(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await client.invalidateQueries({ queryKey: ['hearings'] });
    await client.invalidateQueries({ queryKey: ['help'] });
  };
}
