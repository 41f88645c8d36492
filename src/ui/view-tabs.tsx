import { ActionIcon, Button, Menu, Popover, Switch, TextInput } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { MAX_VIEWS, mayShareView, type SavedView, savedViewEndpoints } from '#kernel/saved-view.ts';
import { shownDay } from './api.ts';
import { useActor, useCommand, useEndpoint } from './hooks.ts';
import { type ListState, listState, searchOfList } from './list-state.ts';
import { messages } from './messages.ts';
import { ErrorView } from './states.tsx';

const ALL: ListState = { words: '', sort: '', columns: null, filters: {} };

/** The saved views of a register as tabs, and the way to save what is shown now. */
export function ViewTabs({
  page,
  state,
  onState,
}: {
  readonly page: string;
  readonly state: ListState;
  readonly onState: (next: ListState) => void;
}) {
  const query = useEndpoint(savedViewEndpoints.list, { page });
  const views = query.data?.views ?? [];
  const here = same(state, ALL) ? null : views.find((view) => same(state, listState(view.state)));
  const unsaved = !same(state, ALL) && !here;
  if (views.length === 0 && !unsaved) return null;
  return (
    <nav className="views noprint" aria-label={t('Views')}>
      <Tab title={t('All')} current={same(state, ALL)} onOpen={() => onState(ALL)} />
      {views.map((view) => (
        <Tab
          key={view.id}
          title={view.title}
          note={view.own && !view.shared ? undefined : t('Everybody sees this view')}
          current={view.id === here?.id}
          onOpen={() => onState(listState(view.state))}
        />
      ))}
      {here && <ViewMenu key={here.id} view={here} />}
      {unsaved && !shownDay() && views.length < MAX_VIEWS && <Save page={page} state={state} />}
    </nav>
  );
}

function same(a: ListState, b: ListState): boolean {
  const text = (state: ListState) => JSON.stringify(Object.entries(searchOfList(state)).sort());
  return text(a) === text(b);
}

function Tab({
  title,
  note,
  current,
  onOpen,
}: {
  readonly title: string;
  readonly note?: string | undefined;
  readonly current: boolean;
  readonly onOpen: () => void;
}) {
  return (
    <button
      type="button"
      className="view-tab"
      aria-current={current ? 'page' : undefined}
      onClick={onOpen}
      title={note}
    >
      {title}
    </button>
  );
}

function Save({ page, state }: { readonly page: string; readonly state: ListState }) {
  const [open, setOpen] = useState(false);
  const [title, setTitle] = useState('');
  const [shared, setShared] = useState(false);
  const actor = useActor();
  const command = useCommand(savedViewEndpoints.create);
  const save = () =>
    command.mutate({ title, page, state: searchOfList(state), shared }, { onSuccess: () => setOpen(false) });
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" shadow="md" trapFocus>
      <Popover.Target>
        <button type="button" className="link" onClick={() => setOpen(!open)}>
          {t('Save this view')}
        </button>
      </Popover.Target>
      <Popover.Dropdown p={12}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <TextInput
            label={t('Name')}
            value={title}
            maxLength={60}
            required
            data-autofocus
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          {mayShareView(actor).allowed && (
            <Switch
              label={t('Show it to everybody')}
              checked={shared}
              onChange={(event) => setShared(event.currentTarget.checked)}
              mt={8}
            />
          )}
          {command.error && <ErrorView error={command.error} />}
          <Button type="submit" size="xs" mt={12} loading={command.isPending}>
            {t('Save this view')}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}

/** What its keeper can do with the open view. */
function ViewMenu({ view }: { readonly view: SavedView }) {
  const actor = useActor();
  const update = useCommand(savedViewEndpoints.update);
  const remove = useCommand(savedViewEndpoints.remove);
  const sharer = mayShareView(actor).allowed;
  if (shownDay() || (view.shared ? !sharer : !view.own)) return null;
  const seen = { id: view.id, version: view.version };
  return (
    <Menu position="bottom-start" shadow="md">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="sm" aria-label={messages.viewActs(view.title)}>
          <IconDots size={15} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {sharer && (
          <Menu.Item onClick={() => update.mutate({ ...seen, shared: !view.shared })}>
            {view.shared ? t('Keep it to its owner') : t('Show it to everybody')}
          </Menu.Item>
        )}
        <Menu.Item onClick={() => remove.mutate(seen)}>{t('Remove this view')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
