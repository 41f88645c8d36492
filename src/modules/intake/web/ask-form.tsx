import { Button, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { FieldProblem } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { ApiError, shownDay } from '#ui/api.ts';
import { useCommand, useToday } from '#ui/hooks.ts';
import { ErrorView } from '#ui/states.tsx';
import { useRequestEndpoints } from '../contract.ts';
import type { TriageFacts } from '../triage.ts';
import { TriageShown } from './triage-shown.tsx';
import { DATA, DECISIONS, PEOPLE } from './words.ts';

type Typed = TriageFacts & {
  readonly tool: string;
  readonly address: string;
  readonly purpose: string;
  readonly alreadyUsed: boolean;
  readonly usedSince: string;
};

const EMPTY: Typed = {
  tool: '',
  address: '',
  purpose: '',
  dataKinds: [],
  affected: [],
  decisions: 'unknown',
  alreadyUsed: false,
  usedSince: '',
};

/** Six questions in plain words; what the rules make of the answers shows while they are given. */
export function AskForm({ onSent }: { readonly onSent: (ref: string) => void }) {
  const [typed, setTyped] = useState(EMPTY);
  const [touched, setTouched] = useState(false);
  const command = useCommand(useRequestEndpoints.create);
  const today = useToday();
  const put = (patch: Partial<Typed>) => setTyped((now) => ({ ...now, ...patch }));
  const problems: readonly FieldProblem[] =
    command.error instanceof ApiError ? (command.error.problem.problems ?? []) : [];
  const problem = (key: string) => problems.find((each) => each.path.split('.')[0] === key)?.message;
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTouched(true);
    if (typed.tool.trim() === '' || command.isPending) return;
    command.mutate(
      {
        ...typed,
        dataKinds: [...typed.dataKinds],
        affected: [...typed.affected],
        address: typed.address.trim() || null,
        purpose: typed.purpose.trim() || null,
        usedSince: typed.alreadyUsed && typed.usedSince ? typed.usedSince : null,
      },
      { onSuccess: (made) => onSent(made.ref) },
    );
  };
  return (
    <form onSubmit={send} className="card ask-form">
      {command.error && problems.length === 0 && <ErrorView error={command.error} />}
      <TextInput
        label={t('Which tool?')}
        placeholder={t('Its name, such as DeepL')}
        value={typed.tool}
        onChange={(event) => put({ tool: event.currentTarget.value })}
        error={problem('tool') ?? (touched && typed.tool.trim() === '' ? t('Say which tool') : undefined)}
      />
      <TextInput
        label={t('Where? (if you know it)')}
        placeholder="deepl.com"
        inputMode="url"
        value={typed.address}
        onChange={(event) => put({ address: event.currentTarget.value })}
        error={problem('address')}
      />
      <Textarea
        label={t('What for?')}
        placeholder={t('To translate letters to families')}
        autosize
        minRows={2}
        value={typed.purpose}
        onChange={(event) => put({ purpose: event.currentTarget.value })}
        error={problem('purpose')}
      />
      <Many
        legend={t('What goes into it?')}
        options={DATA}
        value={typed.dataKinds}
        onChange={(dataKinds) => put({ dataKinds: dataKinds as Typed['dataKinds'] })}
      />
      <Many
        legend={t('Whom does the result touch?')}
        options={PEOPLE}
        value={typed.affected}
        onChange={(people) => put({ affected: people as Typed['affected'] })}
      />
      <One
        legend={t('Has it to do with decisions about people?')}
        options={DECISIONS}
        value={typed.decisions}
        onChange={(decisions) => put({ decisions: decisions as Typed['decisions'] })}
      />
      <One
        legend={t('Do you use it already?')}
        options={[
          { value: 'no', label: t('Not yet') },
          { value: 'yes', label: t('Yes. Thank you for telling us') },
        ]}
        value={typed.alreadyUsed ? 'yes' : 'no'}
        onChange={(answer) => put({ alreadyUsed: answer === 'yes' })}
      />
      {typed.alreadyUsed && (
        <TextInput
          type="date"
          label={t('Since when, about?')}
          max={today}
          value={typed.usedSince}
          onChange={(event) => put({ usedSince: event.currentTarget.value })}
          error={problem('usedSince')}
        />
      )}
      <TriageShown facts={typed} />
      <Button
        type="submit"
        loading={command.isPending}
        disabled={shownDay() !== null}
        title={
          shownDay() ? t('You are looking at the past. Leave that view to change something.') : undefined
        }
      >
        {typed.alreadyUsed ? t('Declare it') : t('Ask')}
      </Button>
    </form>
  );
}

type Choice = { readonly value: string; readonly label: string };

function Many({
  legend,
  options,
  value,
  onChange,
}: {
  readonly legend: string;
  readonly options: readonly Choice[];
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
}) {
  return (
    <fieldset className="ask-choices">
      <legend>{legend}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="checkbox"
            checked={value.includes(option.value)}
            onChange={(event) =>
              onChange(
                event.currentTarget.checked
                  ? [...value, option.value]
                  : value.filter((each) => each !== option.value),
              )
            }
          />
          {t(option.label)}
        </label>
      ))}
    </fieldset>
  );
}

function One({
  legend,
  options,
  value,
  onChange,
}: {
  readonly legend: string;
  readonly options: readonly Choice[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  return (
    <fieldset className="ask-choices">
      <legend>{legend}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={legend}
            checked={value === option.value}
            onChange={() => onChange(option.value)}
          />
          {t(option.label)}
        </label>
      ))}
    </fieldset>
  );
}
