import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { currentOrg, request } from './api.ts';
import { useRecordName } from './record-name.tsx';

type Found = { readonly type: string; readonly id: string; readonly ref: string; readonly title: string };

/** Chooses any record of the organisation, found by words of its title or its reference. */
export function RecordInput({
  types,
  value,
  onCommit,
  common,
}: {
  /** Only records of these types; every type when left out. */
  readonly types: readonly string[] | undefined;
  readonly value: string | null;
  readonly onCommit: (id: string | null) => void;
  readonly common: Readonly<Record<string, unknown>>;
}) {
  const [words, setWords] = useState('');
  const [picked, setPicked] = useState<Found | null>(null);
  const kept = useRecordName(picked?.id === value ? null : value);
  const chosen = picked?.id === value ? picked : kept;
  const found = useQuery({
    queryKey: [currentOrg(), 'search', words],
    enabled: words.trim() !== '',
    queryFn: () =>
      request<{ results: Found[] }>(`/api/orgs/${currentOrg()}/search?q=${encodeURIComponent(words)}`),
  });
  const results = (found.data?.results ?? []).filter((each) => !types || types.includes(each.type));
  const all = chosen && !results.some((each) => each.id === chosen.id) ? [chosen, ...results] : results;
  return (
    <Select
      {...common}
      data={all.map((each) => ({ value: each.id, label: `${each.ref} ${each.title}` }))}
      value={value}
      onChange={(id) => {
        setPicked(all.find((each) => each.id === id) ?? null);
        onCommit(id);
      }}
      searchable
      onSearchChange={setWords}
      filter={({ options }) => options}
      nothingFoundMessage={
        words.trim() === '' ? t('Type a word or a reference') : t('Nothing matches these filters.')
      }
      placeholder={t('Type a word or a reference')}
    />
  );
}
