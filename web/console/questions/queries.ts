import {
  missedTargets,
  type OversightQuestion,
  type QuestionCounts,
  questionCounts,
  questionList,
  unaccountedDevices,
} from '@attend/contracts/oversight-questions';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { read } from '../../ui/api/request.ts';

export const questionsQuery = queryOptions({
  queryKey: ['questions'],
  queryFn: ({ signal }) => read('/api/oversight/questions', questionCounts, { signal }),
});

export const targetsQuery = queryOptions({
  queryKey: ['questions', 'targets'],
  queryFn: ({ signal }) => read('/api/oversight/missed-targets', missedTargets, { signal }),
});

/** Each reading is a look on record: coming back to the window is no reason for one. */
export const questionQuery = (kind: OversightQuestion) =>
  infiniteQueryOptions({
    queryKey: ['questions', kind],
    queryFn: ({ pageParam, signal }) =>
      read(`/api/oversight/questions/${kind}`, questionList, { query: { cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchOnWindowFocus: false,
  });

export const unaccountedQuery = (kind: QuestionCounts['devices'][number]['kind']) =>
  infiniteQueryOptions({
    queryKey: ['questions', 'devices', kind],
    queryFn: ({ pageParam, signal }) =>
      read(`/api/oversight/devices/${kind}`, unaccountedDevices, { query: { cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchOnWindowFocus: false,
  });
