import type { OutputOf } from '#kernel/endpoint.ts';
import { verdicts } from '#kernel/verdict.ts';
import { OrgLink } from '#ui/links.tsx';
import { Section } from '#ui/page.tsx';
import type { conformityEndpoints } from '../contract.ts';
import { confirmedCautions, confirmedWords } from './words.ts';

export type RequirementData = OutputOf<typeof conformityEndpoints.requirement>;

/** The body of a requirement's page, gaps before proof. */
export function RequirementParts({ data }: { readonly data: RequirementData }) {
  const { requirement: line } = data;
  return (
    <>
      {line.kind === 'clause' && <Confirmation data={data} />}
      <Sentences title="What an auditor would raise (the authors' judgement)" items={line.raises} />
      <Rows title="Gaps" pages={data.gaps} data={data} />
      <Rows title="Proof" pages={data.proofs} data={data} />
      <Sentences
        title="Nothing to judge yet"
        items={line.checks.flatMap((check) => (check.idle ? [`${check.title}: ${check.idle}`] : []))}
      />
      <Sentences title="Parts that no register covers yet" items={line.uncovered} />
      <Sentences title="What to ask" items={data.asks} />
      <Sentences title="Typical evidence" items={data.typicalEvidence} />
      <Sentences title="History" items={data.history.map((each) => `${each.on}: ${each.sentence}`)} />
    </>
  );
}

function Confirmation({ data }: { readonly data: RequirementData }) {
  const { requirement: line } = data;
  return (
    <Section title="Confirmation">
      <p className="read">{confirmedWords(line.confirmed)}</p>
      {line.confirmed.statement && <p className="read">“{line.confirmed.statement}”</p>}
      {confirmedCautions(line.confirmed, verdicts[line.verdict].label).map((caution) => (
        <p key={caution} className="read mark tone-warning">
          ▲ {caution}
        </p>
      ))}
      {line.override && (
        <p className="read mark tone-warning">
          ▲ {line.override.byName} set “{verdicts[line.override.verdict].label}” beside the computed verdict
          until {line.override.until}: {line.override.reason}
        </p>
      )}
      {data.differences.map((each) => (
        <Sentences
          key={each.check}
          title={each.ruleChanged ? 'The rule itself changed since' : 'What is different since'}
          items={[...each.gone.map((text) => `Then: ${text}`), ...each.come.map((text) => `Now: ${text}`)]}
        />
      ))}
    </Section>
  );
}

function Rows({
  title,
  pages,
  data,
}: {
  readonly title: string;
  readonly pages: RequirementData['gaps'];
  readonly data: RequirementData;
}) {
  if (pages.length === 0) return null;
  const checks = new Map(data.requirement.checks.map((check) => [check.id, check]));
  return (
    <Section title={title}>
      {pages.map((page) => {
        const check = checks.get(page.check);
        const all = page.rows[0]?.outcome === 'ok' ? check?.ok : check?.gap;
        return (
          <div key={page.check} className="card" style={{ padding: 12, marginBottom: 10 }}>
            <strong>{check?.title}</strong>{' '}
            <span className="quiet">
              {page.rows.length < (all ?? 0) ? `${page.rows.length} of ${all}` : all}
            </span>
            <ul style={{ margin: '6px 0 0', paddingLeft: 18 }}>
              {page.rows.map((row) => (
                <li key={`${row.id} ${row.reason}`}>
                  {row.ref && <span className="mono">{row.ref}</span>} {row.message}{' '}
                  <OrgLink path={row.fix}>{row.outcome === 'ok' ? 'Open' : 'Fix'}</OrgLink>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </Section>
  );
}

function Sentences({ title, items }: { readonly title: string; readonly items: readonly string[] }) {
  if (items.length === 0) return null;
  return (
    <Section title={title}>
      <ul className="read" style={{ margin: 0, paddingLeft: 18 }}>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </Section>
  );
}
