import { Button, Checkbox, NumberInput, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { msg, t } from '#kernel/language.ts';
import type { AnswerValue } from '../values.ts';
import { processingParts } from '../values.ts';
import type { Frame } from './cell.tsx';
import type { Question } from './use-answer.ts';

type Props = {
  readonly question: Question;
  readonly value: AnswerValue;
  readonly change: (patch: AnswerValue) => void;
  readonly put: (value: AnswerValue) => void;
  readonly readOnly: boolean;
  readonly frame: Frame;
};

/** The input that fits the type of a question. */
export function AnswerInput(props: Props) {
  const { question, value, change, readOnly } = props;
  const none = value.none !== undefined;
  const orNone = OR_NONE.includes(question.answerType);
  return (
    <>
      {!none && <Parts {...props} />}
      {orNone && (
        <div style={{ marginTop: 10 }}>
          <Checkbox
            label={t('There is none')}
            checked={none}
            disabled={readOnly}
            onChange={(event) => props.put(event.currentTarget.checked ? { none: '' } : {})}
          />
          {none && (
            <Textarea
              mt={8}
              label={t('Why there is none')}
              value={value.none}
              readOnly={readOnly}
              autosize
              minRows={2}
              autoFocus
              onChange={(event) => change({ none: event.currentTarget.value })}
            />
          )}
        </div>
      )}
    </>
  );
}

const OR_NONE = ['list', 'multi-choice', 'evidence-link', 'record-link'];

function Parts({ question, value, change, put, readOnly, frame }: Props) {
  const long = (part: 'text' | 'reason', label: string) => (
    <Textarea
      key={part}
      label={label}
      value={value[part] ?? ''}
      readOnly={readOnly}
      autosize
      minRows={part === 'text' ? 4 : 2}
      onChange={(event) => change({ [part]: event.currentTarget.value })}
    />
  );
  const lines = (part: 'items' | 'triggers', label: string) => (
    <Textarea
      key={part}
      label={label}
      description={t('One on each line')}
      value={(value[part] ?? []).join('\n')}
      readOnly={readOnly}
      autosize
      minRows={3}
      onChange={(event) => change({ [part]: event.currentTarget.value.split('\n') })}
    />
  );
  const day = (part: 'from' | 'until' | 'date', label: string) => (
    <TextInput
      key={part}
      label={label}
      type="date"
      value={value[part] ?? ''}
      readOnly={readOnly}
      onChange={(event) => change({ [part]: event.currentTarget.value || undefined })}
    />
  );
  const refs = (
    <TextInput
      key="refs"
      mt={8}
      label={t('References of records')}
      description={t('Such as EVD-0004, separated by commas')}
      value={(value.refs ?? []).join(', ')}
      readOnly={readOnly}
      onChange={(event) =>
        change({ refs: event.currentTarget.value.split(',').map((each) => each.trimStart()) })
      }
    />
  );
  const choices = (
    <Choices
      key="choices"
      options={question.options}
      chosen={value.option}
      readOnly={readOnly}
      onChoose={(option) => put({ ...value, option })}
    />
  );
  switch (question.answerType) {
    case 'list':
      return lines('items', t('Your list'));
    case 'choice':
      return choices;
    case 'yes-no-unknown':
    case 'choice-with-reason':
      return [choices, long('reason', t('Reason'))];
    case 'multi-choice':
      return (
        <Checkbox.Group value={value.options ?? []} onChange={(options) => put({ ...value, options })}>
          <div className="bench-choices">
            {question.options.map((each) => (
              <Checkbox key={each} value={each} label={each} disabled={readOnly} />
            ))}
          </div>
        </Checkbox.Group>
      );
    case 'matrix':
      return <Topics {...{ question, value, put, change, readOnly }} />;
    case 'number':
    case 'number-with-unit':
      return [
        <NumberInput
          key="number"
          label={t('Number')}
          value={value.number ?? ''}
          min={0}
          thousandSeparator=","
          readOnly={readOnly}
          onChange={(number) => change({ number: typeof number === 'number' ? number : undefined })}
        />,
        question.answerType === 'number-with-unit' && (
          <TextInput
            key="unit"
            mt={8}
            label={t('Of what, in what time')}
            placeholder={t('cases a year')}
            value={value.unit ?? ''}
            readOnly={readOnly}
            onChange={(event) => change({ unit: event.currentTarget.value })}
          />
        ),
        long('reason', t('Note')),
      ];
    case 'period':
      return [
        day('from', t('From')),
        day('until', t('Until')),
        <TextInput
          key="length"
          mt={8}
          label={t('Or in words')}
          value={value.length ?? ''}
          readOnly={readOnly}
          onChange={(event) => change({ length: event.currentTarget.value })}
        />,
      ];
    case 'scale-with-reason':
      return [
        <Choices
          key="level"
          options={frame.severity.map((each) => `${each.level} ${each.label}`)}
          chosen={frame.severity.map((each) => `${each.level} ${each.label}`)[(value.level ?? 0) - 1]}
          readOnly={readOnly}
          onChoose={(option) => put({ ...value, level: Number(option.slice(0, 1)) })}
        />,
        value.level !== undefined && (
          <p key="descriptor" className="quiet" style={{ marginTop: 0 }}>
            {frame.severity[value.level - 1]?.descriptor}
          </p>
        ),
        long('reason', t('Is it acceptable, and why')),
      ];
    case 'date-and-triggers':
      return [day('date', t('At the latest on')), lines('triggers', t('Earlier when'))];
    case 'processing':
      return Object.entries(processingParts).map(([part, label]) => (
        <Textarea
          key={part}
          label={label}
          value={value.parts?.[part] ?? ''}
          readOnly={readOnly}
          autosize
          minRows={2}
          mb={8}
          onChange={(event) => change({ parts: { ...value.parts, [part]: event.currentTarget.value } })}
        />
      ));
    case 'evidence-link':
      return [long('text', t('Your answer')), refs];
    default:
      return long('text', t('Your answer'));
  }
}

function Choices({
  options,
  chosen,
  readOnly,
  onChoose,
}: {
  readonly options: readonly string[];
  readonly chosen: string | undefined;
  readonly readOnly: boolean;
  readonly onChoose: (option: string) => void;
}) {
  return (
    <div className="bench-choices">
      {options.map((each, i) => (
        <Button
          key={each}
          variant={chosen === each ? 'filled' : 'default'}
          aria-pressed={chosen === each}
          disabled={readOnly}
          data-choice={i + 1}
          onClick={() => onChoose(each)}
        >
          {each[0]!.toUpperCase() + each.slice(1)}{' '}
          <span style={{ opacity: 0.8, marginInlineStart: 6 }}>{i + 1}</span>
        </Button>
      ))}
    </div>
  );
}

const EFFECTS = [
  { value: 'yes', label: msg('Yes') },
  { value: 'no', label: msg('No') },
  { value: 'unknown', label: msg('Not known') },
];

function Topics({ question, value, put, change, readOnly }: Omit<Props, 'frame'>) {
  return (
    <table className="bench-topics">
      <tbody>
        {question.topics.map((topic) => {
          const said = value.topics?.[topic] ?? { effect: 'unknown' as const, note: null };
          const next = (patch: Partial<typeof said>) => ({
            ...value,
            topics: { ...value.topics, [topic]: { ...said, ...patch } },
          });
          return (
            <tr key={topic}>
              <th scope="row">{topic[0]!.toUpperCase() + topic.slice(1)}</th>
              <td>
                <SegmentedControl
                  size="xs"
                  aria-label={topic}
                  data={EFFECTS}
                  value={said.effect}
                  disabled={readOnly}
                  onChange={(effect) => put(next({ effect: effect as 'yes' }))}
                />
                <TextInput
                  size="xs"
                  mt={4}
                  aria-label={t('Note on {topic}', { topic })}
                  placeholder={readOnly ? '' : t('How, or why not')}
                  value={said.note ?? ''}
                  readOnly={readOnly}
                  onChange={(event) => change(next({ note: event.currentTarget.value || null }))}
                />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
