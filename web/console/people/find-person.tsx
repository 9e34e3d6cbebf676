import { t } from '@lingui/core/macro';
import { Select } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { peopleQuery } from '../queries.ts';

/** A person as a form keeps them: with the name, so that what is restored shows whom it is about. */
export type Found = { readonly id: string; readonly name: string };

type Props = {
  readonly label: string;
  readonly description?: string;
  /** Whose page it is: nobody is chosen beside themselves. */
  readonly except?: string;
  readonly found: Found | null;
  readonly choose: (found: Found | null) => void;
  readonly error?: React.ReactNode;
  readonly autofocus?: boolean;
};

/** A pause in typing, so that not every letter is a search on record. */
const pause = 250;

/** Somebody found by name or number and chosen from who was found, in one field. */
export function FindPerson({ label, description, except, found, choose, error, autofocus = false }: Props) {
  const [typed, setTyped] = useState(found?.name ?? '');
  const [q, setQ] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setQ(typed === found?.name ? '' : typed.trim()), pause);
    return () => clearTimeout(timer);
  }, [typed, found?.name]);
  const list = useInfiniteQuery({ ...peopleQuery(q), enabled: q !== '' });
  const people =
    q === '' ? [] : (list.data?.pages.flatMap((page) => page.people) ?? []).filter(({ id }) => id !== except);
  const options = people.map(({ id, name, reference }) => ({ value: id, label: `${name} · ${reference}` }));
  const shown =
    found === null || options.some(({ value }) => value === found.id)
      ? options
      : [{ value: found.id, label: found.name }, ...options];
  const searched = q !== '' && !list.isFetching && !list.isPlaceholderData;
  return (
    <Select
      label={label}
      description={description}
      placeholder={t`Name or number`}
      searchable
      openOnFocus={false}
      clearable
      clearButtonProps={{ 'aria-label': t`Choose nobody` }}
      autoComplete="off"
      data={shown}
      // The server has found them, also by what their names do not show.
      filter={({ options: all }) => all}
      nothingFoundMessage={searched ? t`Nobody was found` : null}
      value={found?.id ?? null}
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={(id, option) => choose(id === null || option === null ? null : { id, name: option.label })}
      error={error}
      {...(autofocus ? { 'data-autofocus': true } : {})}
    />
  );
}
