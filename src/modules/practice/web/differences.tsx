import { msg, t } from '#kernel/language.ts';
import { type Role, roleList } from '#kernel/roles.ts';
import type { PreviewItem } from '../contract.ts';

/** What a template says, or field by field what it would change of what is here. */
export function Differences({ item }: { readonly item: PreviewItem }) {
  const text = (value: unknown) => JSON.stringify(value ?? null);
  const replaces = item.state === 'changed' || item.state === 'differs';
  const shown = Object.keys(item.fields).filter((name) =>
    replaces ? text(item.fields[name]) !== text(item.here?.[name]) : item.fields[name] !== null,
  );
  return (
    <dl className="example" style={{ marginTop: 8, fontWeight: 'normal' }}>
      {shown.map((name) => (
        <div key={name}>
          <dt>{FIELDS[name] ? t(FIELDS[name]) : name}</dt>
          <dd>
            {replaces && (
              <del style={BLOCK}>
                <Lines value={item.here?.[name]} />
              </del>
            )}
            {replaces ? (
              <ins style={BLOCK}>
                <Lines value={item.fields[name]} />
              </ins>
            ) : (
              <Lines value={item.fields[name]} />
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const FIELDS: Readonly<Record<string, string>> = {
  title: msg('Title'),
  summary: msg('Summary'),
  description: msg('Description'),
  what: msg('What is done'),
  likelihoodLabels: msg('Steps of likelihood'),
  consequenceLabels: msg('Steps of consequence'),
  bands: msg('Bands, and who accepts them'),
  appetite: msg('Appetite: the highest level that needs no treatment'),
  appetiteStatement: msg('Appetite in words'),
  reviewMonths: msg('Months until it is looked at again'),
  acceptable: msg('The highest level that needs no acceptance'),
  neverFrom: msg('From this level on nobody accepts'),
  rules: msg('Rules of screening'),
  marks: msg('Makes it stale'),
  reason: msg('Reason'),
  needs: msg('Approved records, by risk class'),
  without: msg('Conditions left out, by risk class'),
  nameLine: msg('Line above the title'),
  footer: msg('Foot of each page'),
  colour: msg('Colour of headings'),
};

const BLOCK = { display: 'block' };

function Lines({ value }: { readonly value: unknown }) {
  return linesOf(value).map((line) => (
    <span key={line} style={BLOCK}>
      {line}
    </span>
  ));
}

const PARTS: Readonly<Record<string, string>> = {
  low: msg('Low'),
  medium: msg('Medium'),
  high: msg('High'),
  critical: msg('Critical'),
  unrated: msg('Without a level'),
  fact: msg('Fact'),
  depth: msg('Depth'),
  unknown: msg('Where nobody knows'),
};
const ORDER = Object.keys(PARTS);

type Band = { readonly label: string; readonly from: number; readonly acceptedBy: readonly Role[] };

function linesOf(value: unknown): readonly string[] {
  if (value === null || value === undefined) return [t('nothing')];
  if (typeof value === 'boolean') return [value ? t('yes') : t('no')];
  if (typeof value !== 'object') return [String(value)];
  if (isBands(value))
    return value.map(({ label, from, acceptedBy }) =>
      t('{label} from {from}: {roles}', { label: t(label), from, roles: roleList(acceptedBy) }),
    );
  if (!Array.isArray(value))
    return Object.entries(value)
      .sort(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b))
      .map(([name, each]) => `${PARTS[name] ? t(PARTS[name]) : name}: ${linesOf(each).join(', ')}`);
  if (value.length === 0) return [t('nothing')];
  const lines = value.map((each) => linesOf(each).join(', '));
  return value.every((each) => typeof each === 'object') ? lines : [lines.join(', ')];
}

function isBands(value: object): value is readonly Band[] {
  return Array.isArray(value) && value.length > 0 && value.every((each) => each?.acceptedBy);
}
