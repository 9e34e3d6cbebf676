import { useQueryClient } from '@tanstack/react-query';

/** After a write every list of hearings is read anew: a day's, and the person's own. */
export function useHearingsChanged(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['hearings'] });
}
