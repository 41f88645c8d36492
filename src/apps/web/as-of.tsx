import { Button, Popover, TextInput } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import { useState } from 'react';
import { dayIn } from '#kernel/clock.ts';
import { t } from '#kernel/language.ts';
import { shownDay } from '#ui/api.ts';
import { longDay } from '#ui/days.ts';
import { useOrg, useSearchState } from '#ui/hooks.ts';

/** Chooses the day that the whole app shows. */
export function AsOf() {
  const [search, change] = useSearchState();
  const [open, setOpen] = useState(false);
  const today = dayIn(useOrg()?.timeZone, new Date());
  const shown = search.asOf ? longDay(search.asOf) : t('Today');
  const choose = (day: string) => {
    change({ asOf: day && day < today ? day : null });
    if (day) setOpen(false);
  };
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" shadow="md" trapFocus>
      <Popover.Target>
        <Button
          variant="subtle"
          color={search.asOf ? 'yellow' : 'gray'}
          className="top-button"
          leftSection={<IconCalendar size={16} />}
          onClick={() => setOpen(!open)}
          aria-label={t('{shown}: show another day', { shown })}
        >
          <span className="hide-phone">{shown}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={12}>
        <TextInput
          type="date"
          label={t('Show what the system knew at the end of')}
          max={today}
          defaultValue={search.asOf ?? ''}
          data-autofocus
          onBlur={(event) => choose(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && choose(event.currentTarget.value)}
        />
        <p className="quiet meta" style={{ margin: '6px 0 0', maxWidth: 260 }}>
          {t('Every page then shows that day. Nothing can be changed until you come back to today.')}
        </p>
      </Popover.Dropdown>
    </Popover>
  );
}

/** Says that the past is shown, and leads back. */
export function PastBanner() {
  const [, change] = useSearchState();
  const day = shownDay();
  if (!day) return null;
  return (
    <div className="past noprint" role="status">
      <span>
        {t('You see what the system knew at the end of {day}. Nothing can be changed here.', { day })}
      </span>
      <button type="button" onClick={() => change({ asOf: null })}>
        {t('Back to today')}
      </button>
    </div>
  );
}
