import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '#kernel/endpoint.ts';
import { msg, t } from '#kernel/language.ts';
import { shownDay } from '#ui/api.ts';
import { useCommand } from '#ui/hooks.ts';
import { Page, PageLink } from '#ui/page.tsx';
import { ErrorView, StateMark } from '#ui/states.tsx';
import { intakeViews } from '../contract.ts';

type Preview = OutputOf<typeof intakeViews.readList>;
type Use = Preview['uses'][number];
type Result = OutputOf<typeof intakeViews.declareList>;

/** A spreadsheet or the bookmarks of a browser: looked at first, then declared line by line. */
export default function ListPage() {
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [result, setResult] = useState<Result | null>(null);
  const read = useCommand(intakeViews.readList);
  const declare = useCommand(intakeViews.declareList);
  const preview = read.data;
  const look = (next: string) => {
    setResult(null);
    declare.reset();
    read.mutate(
      { text: next },
      {
        onSuccess: ({ uses }) =>
          setChosen(
            new Set(uses.filter((use) => use.known === 'new' && use.recognised).map((use) => use.line)),
          ),
      },
    );
  };
  const take = async (file: File | undefined) => {
    if (!file) return;
    // Pictures are most of a bookmark file and say nothing here: they stay on this machine.
    const content = (await file.text()).replace(/\sICON="[^"]*"/gi, '');
    setText(content);
    look(content);
  };
  return (
    <Page
      title={t('Declare several AI tools at once')}
      clause="A.9.2"
      sentence={t(
        'Paste lines of a spreadsheet, or choose the bookmark file that your browser exports. You see first what would be declared. Nobody is blamed for what stands here.',
      )}
      actions={<PageLink path="/ask">{t('Ask for one tool')}</PageLink>}
    >
      <div className="card editor">
        <Textarea
          label={t('One tool to a line: its name, its address, or both')}
          placeholder={t('ChatGPT\nhttps://www.deepl.com	Translations')}
          autosize
          minRows={4}
          maxRows={10}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <div className="row" style={{ marginTop: 12 }}>
          <Button loading={read.isPending} disabled={text.trim() === ''} onClick={() => look(text)}>
            {t('Look at the list')}
          </Button>
          <label className="chip file-chip">
            {t('Choose a file')}
            <input
              type="file"
              accept=".html,.htm,.csv,.tsv,.txt"
              onChange={(event) => void take(event.currentTarget.files?.[0])}
            />
          </label>
          <span className="quiet meta">{t('The file is read as text; nothing in it is opened or run.')}</span>
        </div>
        {read.error && <ErrorView error={read.error} />}
      </div>
      {result && <Done result={result} />}
      {preview && !result && (
        <>
          <p className="quiet read">{preview.note}</p>
          {preview.uses.length === 0 ? (
            <p>
              {preview.kind === 'bookmarks'
                ? t('None of the bookmarks belongs to a tool of our list.')
                : t('Nothing stands in this list.')}
            </p>
          ) : (
            <Lines uses={preview.uses} chosen={chosen} onChosen={setChosen} />
          )}
          {declare.error && <ErrorView error={declare.error} />}
          {preview.uses.length > 0 && (
            <div className="dialog-acts">
              <Button
                loading={declare.isPending}
                disabled={chosen.size === 0 || shownDay() !== null}
                onClick={() =>
                  declare.mutate({ text, lines: [...chosen] }, { onSuccess: (made) => setResult(made) })
                }
              >
                {chosen.size === 1 ? t('Declare 1 tool') : t('Declare {size} tools', { size: chosen.size })}
              </Button>
            </div>
          )}
        </>
      )}
    </Page>
  );
}

const KNOWN = {
  new: { label: msg('New'), tone: 'active' },
  repeated: { label: msg('In the list before'), tone: 'muted' },
  declared: { label: msg('Declared already'), tone: 'muted' },
  system: { label: msg('AI system already'), tone: 'muted' },
} as const;

function Lines({
  uses,
  chosen,
  onChosen,
}: {
  readonly uses: readonly Use[];
  readonly chosen: ReadonlySet<number>;
  readonly onChosen: (next: ReadonlySet<number>) => void;
}) {
  return (
    <div className="card scroll">
      <table className="list">
        <thead>
          <tr>
            <th>{t('Tool')}</th>
            <th>{t('Address')}</th>
            <th>{t('Bookmarked')}</th>
            <th>{t('Known here')}</th>
            <th className="num">{t('Line')}</th>
          </tr>
        </thead>
        <tbody>
          {uses.map((use) => (
            <tr key={use.line}>
              <th scope="row">
                <label className="tick">
                  <input
                    type="checkbox"
                    checked={chosen.has(use.line)}
                    disabled={use.known !== 'new'}
                    onChange={(event) =>
                      onChosen(
                        event.currentTarget.checked
                          ? new Set([...chosen, use.line])
                          : new Set([...chosen].filter((line) => line !== use.line)),
                      )
                    }
                  />{' '}
                  {use.tool}
                  {!use.recognised && <span className="quiet"> {t('(not in our list of AI tools)')}</span>}
                </label>
              </th>
              <td data-label={t('Address')}>{use.address}</td>
              <td data-label={t('Bookmarked')}>{use.since}</td>
              <td data-label={t('Known here')}>
                <StateMark {...KNOWN[use.known]} />
                {use.knownAs && <span className="ref"> {use.knownAs}</span>}
              </td>
              <td data-label={t('Line')} className="num">
                {use.line}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Done({ result }: { readonly result: Result }) {
  return (
    <div className="card editor" role="status">
      <strong>
        {result.declared.length === 1
          ? t('1 tool is declared. Thank you.')
          : t('{declared} tools are declared. Thank you.', { declared: result.declared.length })}
      </strong>
      <p className="quiet">
        {t('The AI governance officer answers each of them; you find the answers with your requests.')}
      </p>
      {result.skipped.length > 0 && (
        <ul className="sentences">
          {result.skipped.map((each) => (
            <li key={each.line}>
              {each.tool}: {each.why}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
