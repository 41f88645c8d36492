import { Button } from '@mantine/core';
import { t } from '#kernel/language.ts';
import type { Clash } from './field-saves.ts';
import { useShownValue } from './fields.tsx';

/** Both values of a field that two people changed, until one is chosen. */
export function MergeView({
  clash,
  onChoose,
}: {
  readonly clash: Clash;
  readonly onChoose: (mine: boolean) => void;
}) {
  const { field, mine, theirs } = clash;
  const shown = useShownValue(field);
  const side = (title: string, value: unknown) => (
    <div>
      <dt>{title}</dt>
      <dd>{shown(value) || <span className="quiet">{t('nothing')}</span>}</dd>
    </div>
  );
  return (
    <div role="alert" className="merge">
      <strong>{t('Somebody else changed this meanwhile.')}</strong> {field.label}
      <dl>
        {side(t('Theirs'), theirs)}
        {side(t('Yours'), mine)}
      </dl>
      <Button size="xs" me={8} onClick={() => onChoose(true)}>
        {t('Keep mine')}
      </Button>
      <Button size="xs" variant="default" onClick={() => onChoose(false)}>
        {t('Keep theirs')}
      </Button>
    </div>
  );
}
