import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import type { Endpoint } from '#kernel/endpoint.ts';
import { t } from '#kernel/language.ts';
import type { EditedMany } from '#kernel/register.ts';
import { Dialog } from './dialog.tsx';
import { type Field, FieldInput } from './fields.tsx';
import { useCommand } from './hooks.ts';
import { messages } from './messages.ts';
import type { Row } from './register-types.ts';
import { ErrorView } from './states.tsx';

const SHOWN = 20;

/** One field of many records: what would happen is said first, by name for those that stay as they are. */
export default function EditTogether({
  rows,
  fields,
  editMany,
  onClose,
}: {
  readonly rows: readonly Row[];
  readonly fields: readonly Field[];
  readonly editMany: Endpoint;
  readonly onClose: () => void;
}) {
  const [key, setKey] = useState(fields[0]?.key ?? '');
  const [value, setValue] = useState<unknown>(null);
  const [preview, setPreview] = useState<EditedMany | null>(null);
  const command = useCommand(editMany);
  const field = fields.find((each) => each.key === key);
  const send = (trial: boolean) =>
    command.mutate(
      {
        rows: rows.map(({ id, version }) => ({ id, version })),
        change: { [key]: value },
        preview: trial,
      } as never,
      { onSuccess: (answer) => (trial ? setPreview(answer as EditedMany) : onClose()) },
    );
  return (
    <Dialog onClose={onClose} title={<strong>{messages.editTogetherTitle(rows.length)}</strong>} size="lg">
      <Select
        label={t('Field')}
        data={fields.map((each) => ({ value: each.key, label: each.label }))}
        value={key}
        allowDeselect={false}
        onChange={(next) => {
          setKey(next ?? key);
          setValue(null);
          setPreview(null);
        }}
        mb={12}
      />
      {field && (
        <div className="field">
          <span className="label">{t('New value')}</span>
          <FieldInput
            key={key}
            field={field}
            value={value}
            onCommit={(next) => {
              setValue(next);
              setPreview(null);
            }}
          />
        </div>
      )}
      {command.error && <ErrorView error={command.error} />}
      {preview && (
        <div role="status">
          <p>{messages.wouldChange({ ...preview, refused: preview.refused.length })}</p>
          <ul className="refused">
            {preview.refused.slice(0, SHOWN).map((each) => (
              <li key={each.id}>
                <span className="ref">{each.ref}</span> {each.title}: {each.reason}
              </li>
            ))}
            {preview.refused.length > SHOWN && <li>{messages.andMore(preview.refused.length - SHOWN)}</li>}
          </ul>
        </div>
      )}
      <div className="dialog-acts">
        <Button variant="default" onClick={onClose}>
          {t('Cancel')}
        </Button>
        {preview && preview.changed > 0 ? (
          <Button loading={command.isPending} onClick={() => send(false)}>
            {messages.changeThem(preview.changed)}
          </Button>
        ) : (
          <Button loading={command.isPending} onClick={() => send(true)}>
            {t('See what will happen')}
          </Button>
        )}
      </div>
    </Dialog>
  );
}
