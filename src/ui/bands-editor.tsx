import { Button, MultiSelect, NumberInput, TextInput } from '@mantine/core';
import { t } from '#kernel/language.ts';
import { type Role, roleOptions } from '#kernel/roles.ts';
import { Section } from './page.tsx';

type Band = {
  readonly id: string;
  readonly label: string;
  readonly from: number;
  readonly acceptedBy: Role[];
};

/** The bands of a scale: what each is called, from which level it begins, and who may accept what lies in it. */
export function BandsEditor({
  title,
  bands,
  highest,
  onChange,
}: {
  readonly title: string;
  readonly bands: readonly Band[];
  /** The highest level of the scale. */
  readonly highest: number;
  readonly onChange: (bands: Band[]) => void;
}) {
  const band = (index: number, patch: Partial<Band>) =>
    onChange(bands.map((each, i) => (i === index ? { ...each, ...patch } : each)));
  return (
    <Section title={title}>
      {bands.map((each, i) => (
        <div key={each.id} className="band-row">
          <TextInput
            aria-label={t('Name of band {i}', { i: i + 1 })}
            value={each.label}
            onChange={(event) => band(i, { label: event.currentTarget.value })}
          />
          <NumberInput
            aria-label={t('Band {i} begins at level', { i: i + 1 })}
            value={each.from}
            min={1}
            max={highest}
            onChange={(from) => band(i, { from: Number(from) })}
          />
          <MultiSelect
            aria-label={t('Who may accept band {i}', { i: i + 1 })}
            data={roleOptions.map((each) => ({ ...each, label: t(each.label) }))}
            value={[...each.acceptedBy]}
            onChange={(acceptedBy) => band(i, { acceptedBy: acceptedBy as Role[] })}
          />
          <Button
            variant="subtle"
            color="gray"
            aria-label={t('Take band {label} away', { label: each.label })}
            onClick={() => onChange(bands.filter((_, index) => index !== i))}
          >
            ×
          </Button>
        </div>
      ))}
      <Button variant="default" onClick={() => onChange([...bands, nextBand(bands, highest)])}>
        {t('Add a band')}
      </Button>
    </Section>
  );
}

/** A band above the others, under an id that none of them has: one may have been taken away in between. */
function nextBand(bands: readonly Band[], highest: number): Band {
  let n = bands.length + 1;
  while (bands.some((each) => each.id === `band-${n}`)) n += 1;
  return {
    id: `band-${n}`,
    label: t('New band'),
    from: Math.min(highest, Math.max(0, ...bands.map((each) => each.from)) + 1),
    acceptedBy: ['top-management'],
  };
}
