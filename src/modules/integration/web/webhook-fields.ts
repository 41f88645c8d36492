import { t } from '#kernel/language.ts';
import type { Field } from '#ui/fields.tsx';
import { useEndpoint } from '#ui/hooks.ts';
import { webhookEndpoints } from '../contract.ts';

/** What is typed of a webhook; the events are those that this instance offers. */
export function useWebhookFields(): readonly Field[] {
  const { data } = useEndpoint(webhookEndpoints.events, {});
  return [
    { key: 'name', label: t('Name'), kind: 'text', required: true },
    {
      key: 'url',
      label: t('Address'),
      kind: 'text',
      required: true,
      help: t('Begins with https://. Redirects are not followed.'),
    },
    {
      key: 'events',
      label: t('Events'),
      kind: 'many',
      required: true,
      options: (data?.events ?? []).map((each) => ({
        value: each.id,
        label: each.group === 'Acts' ? t('Act: {title}', { title: each.title }) : each.title,
      })),
      help: t(
        'A kind of record and what happened to it, an act, or everything. Only ids and references are sent.',
      ),
    },
  ];
}
