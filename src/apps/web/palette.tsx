import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useState } from 'react';
import { t } from '#kernel/language.ts';
import { webModules } from '#modules/index.web.ts';
import { currentOrg, request } from '#ui/api.ts';
import { Dialog } from '#ui/dialog.tsx';
import { orgPath, pageOf } from '#ui/links.tsx';

type Found = { readonly type: string; readonly id: string; readonly ref: string; readonly title: string };
type Entry = { readonly key: string; readonly title: string; readonly hint: string; readonly path: string };

/** Every page and action, found by the words of the reader's language. */
const doingsOf = (): readonly Entry[] =>
  webModules.flatMap((module) => [
    ...module.nav.map((each) => ({
      key: `nav ${each.path}`,
      title: t(each.title),
      hint: each.clause ?? t('page'),
      path: each.path,
    })),
    ...(module.actions ?? []).map((each) => ({
      key: `do ${each.title}`,
      title: t(each.title),
      hint: t(each.words),
      path: each.path,
    })),
  ]);

/** Any page, action or record by a few letters. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const navigate = useNavigate();
  const [all] = useState(doingsOf);
  const [words, setWords] = useState('');
  const [picked, setPicked] = useState(0);
  const search = useQuery({
    queryKey: [currentOrg(), 'search', words],
    queryFn: () =>
      request<{ results: Found[] }>(`/api/orgs/${currentOrg()}/search?q=${encodeURIComponent(words)}`),
    enabled: words.trim().length > 1,
  });
  const needle = words.trim().toLowerCase();
  const doings = all
    .filter((each) => `${each.title} ${each.hint}`.toLowerCase().includes(needle))
    .slice(0, 8);
  const records = (search.data?.results ?? []).flatMap((each): Entry[] => {
    const path = pageOf(each.type, each.id);
    return path ? [{ key: each.id, title: each.title, hint: each.ref, path }] : [];
  });
  const entries = [...doings, ...(needle.length > 1 ? records : [])];
  const open = (entry: Entry | undefined) => {
    if (!entry) return;
    onClose();
    void navigate(orgPath(entry.path) as never);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setPicked((now) => Math.min(entries.length - 1, now + 1));
    else if (event.key === 'ArrowUp') setPicked((now) => Math.max(0, now - 1));
    else if (event.key === 'Enter') open(entries[picked]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog
      onClose={onClose}
      withCloseButton={false}
      size="lg"
      yOffset="12vh"
      centered={false}
      aria-label={t('Search or do')}
    >
      <TextInput
        autoFocus
        data-autofocus
        value={words}
        placeholder={t('A page, an action, a record or its reference')}
        aria-label={t('Search or do')}
        onChange={(event) => {
          setWords(event.currentTarget.value);
          setPicked(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul style={{ listStyle: 'none', margin: '8px 0 0', padding: 0, maxHeight: 380, overflowY: 'auto' }}>
        {entries.map((entry, i) => (
          <li key={entry.key}>
            <button
              type="button"
              onClick={() => open(entry)}
              onMouseEnter={() => setPicked(i)}
              style={{
                all: 'unset',
                cursor: 'pointer',
                display: 'flex',
                gap: 12,
                width: '100%',
                boxSizing: 'border-box',
                padding: '7px 10px',
                borderRadius: 6,
                background: i === picked ? 'var(--accent-soft)' : 'transparent',
              }}
            >
              <span className="clip">{entry.title}</span>
              <span className="quiet" style={{ marginInlineStart: 'auto', whiteSpace: 'nowrap' }}>
                {entry.hint}
              </span>
            </button>
          </li>
        ))}
        {entries.length === 0 && (
          <li className="quiet" style={{ padding: 10 }}>
            {search.isFetching ? t('Searching…') : t('Nothing found.')}
          </li>
        )}
      </ul>
    </Dialog>
  );
}
