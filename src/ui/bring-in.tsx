import { Button, FileInput, Select, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Endpoint } from '#kernel/endpoint.ts';
import { t } from '#kernel/language.ts';
import type { ImportedRows } from '#kernel/register.ts';
import { type ApiError, call, currentOrg } from './api.ts';
import { Dialog } from './dialog.tsx';
import { messages } from './messages.ts';
import type { Column, TableActs } from './register-types.ts';
import { ErrorView } from './states.tsx';

type Mapping = Readonly<Record<string, string | null>>;

/** Rows from a spreadsheet, pasted or as a file: which column is which, what would happen, and then it happens. */
export default function BringIn({
  acts,
  importRows,
  columns,
  onClose,
}: {
  readonly acts: TableActs;
  readonly importRows: Endpoint;
  readonly columns: readonly Column[];
  readonly onClose: () => void;
}) {
  const [pasted, setPasted] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [mapping, setMapping] = useState<Mapping>({});
  const [preview, setPreview] = useState<ImportedRows | null>(null);
  const [said, setSaid] = useState('');
  const client = useQueryClient();
  const sending = useMutation<ImportedRows, ApiError, { trial: boolean; mapping: Mapping }>({
    mutationFn: ({ trial, mapping: chosen }) =>
      call(
        importRows,
        { preview: String(trial), mapping: JSON.stringify({ ...ownHeads(file ? '' : pasted), ...chosen }) },
        file ?? new File([pasted], 'pasted.tsv'),
      ) as Promise<ImportedRows>,
    onSuccess: async (answer, { trial }) => {
      if (trial) return setPreview(answer);
      setPreview(null);
      setSaid(messages.broughtIn(answer));
      await client.invalidateQueries({ queryKey: [currentOrg()] });
    },
  });
  /** What this list calls its columns leads to fields too; for pasted cells the heads are at hand. */
  const ownHeads = (text: string): Mapping => {
    const heads = text.split(/\r?\n/, 1)[0]?.split('\t') ?? [];
    const known = new Map([
      ...acts.fields.map((each) => [each.label, each.key] as const),
      ...columns
        .filter((each) => acts.fields.some((field) => field.key === each.key))
        .map((each) => [each.title, each.key] as const),
    ]);
    return Object.fromEntries(heads.flatMap((head) => (known.has(head) ? [[head, known.get(head)!]] : [])));
  };
  const again = (next: Mapping) => {
    setMapping(next);
    sending.mutate({ trial: true, mapping: next });
  };
  const change =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      set(value);
      setPreview(null);
      setSaid('');
      setMapping({});
    };
  const count = preview ? preview.created + preview.updated : 0;
  return (
    <Dialog onClose={onClose} title={<strong>{t('Paste or import rows')}</strong>} size="xl">
      <p className="quiet read">
        {t(
          'The first row names the columns. A row with a reference changes that record, a row without adds one; a cell that says what is already there changes nothing. You see what will happen before it does.',
        )}
      </p>
      <Textarea
        label={t('Cells from a spreadsheet')}
        value={pasted}
        onChange={(event) => change(setPasted)(event.currentTarget.value)}
        minRows={4}
        maxRows={8}
        autosize
        disabled={file !== null}
        data-autofocus
        mb={8}
      />
      <FileInput
        label={t('Or a CSV or XLSX file')}
        placeholder={t('Choose')}
        value={file}
        onChange={change(setFile)}
        accept=".csv,.tsv,.txt,.xlsx"
        clearable
        mb={12}
      />
      {sending.error && <ErrorView error={sending.error} />}
      {preview && (
        <>
          <p role="status">
            <strong>{messages.willHappen(preview)}</strong>
          </p>
          <Columns preview={preview} acts={acts} onMapping={again} />
          <Problems preview={preview} />
        </>
      )}
      {said && <p role="status">{said}</p>}
      <div className="dialog-acts">
        <Button variant="default" onClick={onClose}>
          {said ? t('Done') : t('Cancel')}
        </Button>
        {preview ? (
          <Button
            loading={sending.isPending}
            disabled={count === 0}
            onClick={() => sending.mutate({ trial: false, mapping })}
          >
            {count === 0 ? t('Nothing to bring in') : messages.bringIn(count)}
          </Button>
        ) : (
          !said && (
            <Button
              loading={sending.isPending}
              disabled={pasted.trim() === '' && file === null}
              onClick={() => sending.mutate({ trial: true, mapping })}
            >
              {t('See what will happen')}
            </Button>
          )
        )}
      </div>
    </Dialog>
  );
}

/** Which column of the table fills which field; changing one looks again. */
function Columns({
  preview,
  acts,
  onMapping,
}: {
  readonly preview: ImportedRows;
  readonly acts: TableActs;
  readonly onMapping: (mapping: Mapping) => void;
}) {
  const label = (field: string) => acts.fields.find((each) => each.key === field)?.label ?? field;
  const options = [
    { value: 'ref', label: t('Reference') },
    ...preview.fields.map(({ field }) => ({ value: field, label: label(field) })),
  ];
  return (
    <div className="columns-of-file">
      {preview.columns.map(({ column, field }) => (
        <Select
          key={column}
          size="xs"
          label={column}
          data={options}
          value={field}
          placeholder={t('not taken over')}
          clearable
          onChange={(next) =>
            onMapping({
              ...Object.fromEntries(
                preview.columns.map((each) => [
                  each.column,
                  // A field is filled by one column: the one chosen last.
                  each.field === next && next !== null ? null : each.field,
                ]),
              ),
              [column]: next,
            })
          }
        />
      ))}
    </div>
  );
}

function Problems({ preview }: { readonly preview: ImportedRows }) {
  if (preview.errors.length === 0) return null;
  return (
    <div className="scroll problems-of-file">
      <table className="list">
        <thead>
          <tr>
            {[t('Line'), t('Column'), t('Value'), t('What is wrong')].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.errors.map((each) => (
            <tr key={`${each.line} ${each.column} ${each.message}`}>
              <td className="num">{each.line}</td>
              <td>{each.column}</td>
              <td className="clip">{each.value}</td>
              <td>{each.message}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
