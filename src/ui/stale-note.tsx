import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { mayAnswer, type ShownMark, staleActs } from '#kernel/stale-endpoints.ts';
import { midSentence } from '#kernel/words.ts';
import { AskDialog } from './dialogs.tsx';
import { useActor, useEndpoint } from './hooks.ts';
import { OrgLink } from './links.tsx';
import { messages } from './messages.ts';
import { ActButton, Day } from './states.tsx';
import { Trans } from './trans.tsx';

/** What is to be looked at again of a record; nothing while there is no record. */
export function useMarks(id: string | undefined): readonly ShownMark[] {
  return useEndpoint(staleActs.of, { id }, { enabled: id !== undefined }).data?.marks ?? [];
}

/**
 * That a record was not looked at since something behind it changed: why, and the two ways to clear it. Shows nothing
 * when nothing is stale, so any page of a record may carry it.
 */
export function StaleNote({ id }: { readonly id: string }) {
  return <Marks marks={useMarks(id)} />;
}

/** The same, of marks that were asked for already. */
export function Marks({ marks }: { readonly marks: readonly ShownMark[] }) {
  const [mark, setMark] = useState<ShownMark | null>(null);
  if (marks.length === 0) return null;
  const groups = Map.groupBy(marks, (each) => `${each.dependent} ${each.part ?? ''}`);
  return (
    <section className="stale-note" aria-label={t('Look again')}>
      {[...groups].map(([key, group]) => (
        <div key={key}>
          <strong>
            <Trans
              id="<0/>Look again: {what} {partShown}"
              values={{ what: midSentence(group[0]!.what), partShown: group[0]!.partShown }}
              components={{ 0: <span aria-hidden>▲ </span> }}
            />
          </strong>
          <ul>
            {latestOf(group).map(({ mark: each, times }) => (
              <li key={each.cause}>
                <Because mark={each} times={times} />
                <StillRightButton mark={each} onClick={() => setMark(each)} />
              </li>
            ))}
          </ul>
          <OrgLink path={group[0]!.href}>{group[0]!.act}</OrgLink>
        </div>
      ))}
      {mark && <StillRight mark={mark} onClose={() => setMark(null)} />}
    </section>
  );
}

/** Of each kind of change behind one record the latest, and how often there was one; the latest come first. */
export function latestOf(
  marks: readonly ShownMark[],
): readonly { readonly mark: ShownMark; readonly times: number }[] {
  const key = (each: ShownMark) => `${each.dependent} ${each.id} ${each.part ?? ''} ${each.cause}`;
  return [...Map.groupBy(marks, key).values()].map((group) => ({
    mark: group.reduce((latest, each) => (each.seq > latest.seq ? each : latest)),
    times: group.length,
  }));
}

/** What changed, when, by whom, and the record of the change. */
export function Because({ mark, times }: { readonly mark: ShownMark; readonly times: number }) {
  return (
    <span>
      {mark.why}
      {times > 1 && ` (${messages.times(times)})`} · {mark.by}
      {mark.since && (
        <>
          , <Day day={mark.since.slice(0, 10)} />
        </>
      )}
      {mark.changeId && (
        <>
          {' '}
          · <OrgLink path={`/changes/${mark.changeId}`}>{mark.changeRef}</OrgLink>
        </>
      )}
    </span>
  );
}

/** The button of whoever owns the record; others read why it is not theirs. */
export function StillRightButton({
  mark,
  onClick,
}: {
  readonly mark: ShownMark;
  readonly onClick: () => void;
}) {
  const actor = useActor();
  return (
    <ActButton compact decision={mayAnswer(actor, mark.ownerId)} onClick={onClick}>
      {t('It still holds')}
    </ActButton>
  );
}

/** Asks for the reason why it still holds. */
export function StillRight({ mark, onClose }: { readonly mark: ShownMark; readonly onClose: () => void }) {
  const { dependent, id, part, cause, seq } = mark;
  return (
    <AskDialog
      title={t('Say why it still holds')}
      explain={messages.stillRightExplain(mark.what, mark.why)}
      fields={[{ key: 'reason', label: t('Reason'), kind: 'long', required: true }]}
      fixed={{ dependent, id, part, cause, seq }}
      endpoint={staleActs.stillRight}
      verb={t('It still holds')}
      onClose={onClose}
      onDone={onClose}
    />
  );
}
