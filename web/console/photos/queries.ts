import { personPhotos, photoQueue } from '@attend/contracts/photos';
import { queryOptions } from '@tanstack/react-query';
import { read, readFile } from '../../ui/api/request.ts';

/** Each reading is a look at those who stand in it: it is read again by hand, and after one's own changes. */
export const photoQueueQuery = queryOptions({
  queryKey: ['photos', 'queue'],
  queryFn: ({ signal }) => read('/api/check-in-photos', photoQueue, { signal }),
  refetchOnWindowFocus: false,
  staleTime: 15_000,
});

export const personPhotosQuery = (id: string) =>
  queryOptions({
    queryKey: ['photos', 'person', id],
    queryFn: ({ signal }) => read(`/api/people/${id}/photos`, personPhotos, { signal }),
    refetchOnWindowFocus: false,
    staleTime: 15_000,
  });

/** Each sight of a face is a look: it is read once for each time that it is shown, and kept nowhere. */
export const imageQuery = (path: string) =>
  queryOptions({
    queryKey: ['image', path],
    queryFn: async ({ signal }) => {
      const answer = await readFile(path, { signal });
      if (!answer.ok) throw answer.error;
      return answer.value.content;
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    retry: false,
  });
