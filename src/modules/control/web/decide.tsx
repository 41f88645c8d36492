import { Button, Checkbox, Drawer, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { msg, t } from '#kernel/language.ts';
import { FieldInput } from '#ui/fields.tsx';
import { useActor, useCommand } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Aside } from '#ui/record-parts.tsx';
import { ActButton, ErrorView } from '#ui/states.tsx';
import type { Because } from '../contract.ts';
import { controlActs, controlEndpoints } from '../contract.ts';
import { mayExclude, mayInclude, mayWriteControl } from '../policy.ts';
import type { Line } from './line.ts';
import { Suggestions } from './suggestions.tsx';

const KINDS = [
  { value: 'law', label: msg('Law') },
  { value: 'contract', label: msg('Contract') },
  { value: 'policy', label: msg('Policy') },
  { value: 'other', label: msg('Other') },
];

/** The decision on one control, with what speaks for it and what warns. */
export function Decide({
  line,
  contracts,
  onClose,
}: {
  readonly line: Line;
  readonly contracts: readonly Because[];
  readonly onClose: () => void;
}) {
  const { control } = line;
  const actor = useActor();
  const include = useCommand(controlActs.include);
  const exclude = useCommand(controlActs.exclude);
  const update = useCommand(controlEndpoints.update);
  const [reasons, setReasons] = useState(() =>
    control.statedReasons.map((each) => ({ ...each, key: crypto.randomUUID() })),
  );
  const [justification, setJustification] = useState(control.justification ?? '');
  const [seen, setSeen] = useState<readonly string[]>([]);
  const contradictions = line.traps.filter((trap) => trap.severity === 'contradiction');
  const target = { id: control.id, version: control.version };
  const error = include.error ?? exclude.error ?? update.error;
  const add = (each: Pick<Because, 'kind' | 'text' | 'ref'>) =>
    setReasons((now) => [
      ...now,
      {
        // A risk speaks for a control by its approved treatment; taken over without one it is a person's reason.
        kind: each.kind === 'risk' || each.kind === 'impact' ? 'other' : each.kind,
        text: each.kind === 'risk' ? `${each.ref} ${each.text}` : each.text,
        ref: each.ref,
        key: crypto.randomUUID(),
      },
    ]);
  const taken = new Set(reasons.map((each) => each.ref));
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={<strong>{`${control.annexId ?? control.ref} ${control.title}`}</strong>}
    >
      {error && <ErrorView error={error} />}
      <p style={{ marginTop: 0 }}>
        {control.annexId && (
          <OrgLink path={`/frameworks/iso-42001/${control.annexId}`}>
            {t('What {annexId} asks', { annexId: control.annexId })}
          </OrgLink>
        )}{' '}
        · <OrgLink path={`/controls/${control.id}`}>{t('The control')}</OrgLink>
      </p>
      <div className="field">
        <span className="label">{t('Owner')}</span>
        <FieldInput
          field={{ key: 'ownerId', label: t('Owner'), kind: 'person' }}
          value={control.ownerId}
          disabled={!mayWriteControl(actor).allowed}
          onCommit={(ownerId) => update.mutate({ ...target, ownerId } as never)}
        />
      </div>
      <Aside title={t('Because')}>
        {line.because
          .filter((each) => each.kind === 'risk' || each.kind === 'impact')
          .map((each) => (
            <div key={each.ref}>
              <OrgLink path={each.kind === 'risk' ? `/risks/${each.id}` : `/impact-entries/${each.id}`}>
                {each.ref}
              </OrgLink>{' '}
              {each.text}{' '}
              <span className="quiet">
                {each.kind === 'risk' ? t('(approved treatment)') : t('(approved impact assessment)')}
              </span>
            </div>
          ))}
        {reasons.map((each, i) => (
          <div
            key={each.key}
            style={{
              display: 'grid',
              gridTemplateColumns: '110px minmax(0, 1fr) auto',
              gap: 6,
              marginTop: 6,
            }}
          >
            <Select
              aria-label={t('Kind of reason')}
              data={KINDS}
              value={each.kind}
              onChange={(kind) =>
                setReasons((now) =>
                  now.map((one, n) => (n === i ? { ...one, kind: (kind ?? 'other') as 'other' } : one)),
                )
              }
              allowDeselect={false}
            />
            <TextInput
              aria-label={t('Reason')}
              value={each.text}
              onChange={(event) =>
                setReasons((now) =>
                  now.map((one, n) => (n === i ? { ...one, text: event.currentTarget.value } : one)),
                )
              }
            />
            <Button
              variant="subtle"
              color="gray"
              aria-label={t('Take the reason away')}
              onClick={() => setReasons((now) => now.filter((_, n) => n !== i))}
            >
              ×
            </Button>
          </div>
        ))}
        <div className="chips">
          <Button variant="default" size="xs" onClick={() => add({ kind: 'law', text: '', ref: null })}>
            {t('State a reason')}
          </Button>
          {contracts
            .filter((each) => !taken.has(each.ref))
            .map((each) => (
              <button key={each.ref} type="button" className="chip maybe" onClick={() => add(each)}>
                + {each.text}
              </button>
            ))}
        </div>
      </Aside>
      <Suggestions line={line} taken={taken} onTake={add} />
      <Textarea
        label={t('Justification')}
        description={
          control.decision === 'excluded' ? t('Why it is not needed') : t('Needed when you leave it out')
        }
        value={justification}
        onChange={(event) => setJustification(event.currentTarget.value)}
      />
      {line.traps.length > 0 && (
        <Aside title={t('Before you leave it out')}>
          {line.traps.map((trap) => (
            <div key={trap.id} style={{ padding: '3px 0' }}>
              {trap.severity === 'contradiction' ? (
                <Checkbox
                  label={t('{message} ({clauses}). I have seen this.', {
                    message: trap.message,
                    clauses: trap.clauses.join(', '),
                  })}
                  checked={seen.includes(trap.id)}
                  onChange={(event) =>
                    setSeen((now) =>
                      event.currentTarget.checked
                        ? [...now, trap.id]
                        : now.filter((each) => each !== trap.id),
                    )
                  }
                />
              ) : (
                <span className="quiet">
                  {trap.severity === 'role'
                    ? t('Depends on your role: {message}', { message: trap.message })
                    : t('Depends on a fact: {message}', { message: trap.message })}
                </span>
              )}
            </div>
          ))}
        </Aside>
      )}
      <div style={{ display: 'flex', gap: 8, marginTop: 12 }}>
        <ActButton
          decision={mayInclude(actor)}
          primary={control.decision !== 'excluded'}
          loading={include.isPending}
          onClick={() =>
            include.mutate({
              ...target,
              justification: justification || null,
              statedReasons: reasons
                .filter((each) => each.text.trim() !== '')
                .map(({ key: _k, ...each }) => each),
            } as never)
          }
        >
          {control.decision === 'included' ? t('Save') : t('Include the control')}
        </ActButton>
        {control.annexId && (
          <ActButton
            decision={
              contradictions.some((trap) => !seen.includes(trap.id))
                ? {
                    allowed: false,
                    reason: t('A clause demands this anyway. Tick that you have seen the warning first.'),
                  }
                : mayExclude(actor)
            }
            loading={exclude.isPending}
            onClick={() => exclude.mutate({ ...target, justification, trapsSeen: [...seen] } as never)}
          >
            {t('Leave it out')}
          </ActButton>
        )}
      </div>
      <p role="status" className="quiet">
        {include.isSuccess || exclude.isSuccess || update.isSuccess ? t('Saved') : ''}
      </p>
    </Drawer>
  );
}
