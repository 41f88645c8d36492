import { verdicts } from '#kernel/verdict.ts';
import { longDay } from '#ui/days.ts';
import { Section } from '#ui/page.tsx';
import { Aside } from '#ui/record-parts.tsx';
import { Day, VerdictMark } from '#ui/states.tsx';
import type { RequirementData } from './data.ts';
import { JudgedRows } from './judged-rows.tsx';
import { confirmedCautions, confirmedWords } from './words.ts';

/** Gaps before proof, then what nothing judges, what to ask, and how it came to be. */
export function RequirementParts({ data }: { readonly data: RequirementData }) {
  const { requirement: line } = data;
  return (
    <div className="first-flush">
      <Sentences title="What an auditor would raise (the authors' judgement)" items={line.raises} />
      <JudgedRows title="Gaps" outcome="gap" pages={data.gaps} checks={line.checks} />
      <JudgedRows title="Proof" outcome="ok" pages={data.proofs} checks={line.checks} />
      <Sentences
        title="Nothing to judge yet"
        items={line.checks.flatMap((check) => (check.idle ? [`${check.title}: ${check.idle}`] : []))}
      />
      <Sentences title="Parts that no register covers yet" items={line.uncovered} />
      <Sentences title="What to ask" items={data.asks} />
      <Sentences title="Typical evidence" items={data.typicalEvidence} />
      <Sentences
        title="History"
        items={data.history.map((each) => `${longDay(each.on)}: ${each.sentence}`)}
      />
    </div>
  );
}

/** How the requirement stands: computed, confirmed, and what was set beside it. */
export function RequirementStanding({ data }: { readonly data: RequirementData }) {
  const { requirement: line } = data;
  const { override } = line;
  return (
    <>
      <Aside title="What the records show">
        <VerdictMark verdict={line.verdict} />
        {line.because && <p className="read">{line.because}</p>}
        <dl className="facts">
          <div>
            <dt>Open gaps</dt>
            <dd className="num">{line.openGaps.toLocaleString()}</dd>
          </div>
          <div>
            <dt>Proofs</dt>
            <dd className="num">{line.proofs.toLocaleString()}</dd>
          </div>
          <div>
            <dt>Oldest proof</dt>
            <dd>{line.oldestProof ? <Day day={line.oldestProof} today={data.today} /> : '–'}</dd>
          </div>
          <div>
            <dt>Changes by itself</dt>
            <dd>{line.nextFlip ? <Day day={line.nextFlip} today={data.today} /> : 'never'}</dd>
          </div>
        </dl>
        <p className="quiet meta">{data.basis}</p>
        {override && (
          <p className="read mark tone-warning">
            ▲ {override.byName} set “{verdicts[override.verdict].label}” beside the computed verdict until{' '}
            {longDay(override.until)}: {override.reason}
          </p>
        )}
      </Aside>
      {line.kind === 'clause' && <Confirmation data={data} />}
    </>
  );
}

function Confirmation({ data }: { readonly data: RequirementData }) {
  const { confirmed, verdict } = data.requirement;
  return (
    <Aside title="What a person says">
      <p className="read">{confirmedWords(confirmed)}</p>
      {confirmed.statement && <p className="read">“{confirmed.statement}”</p>}
      {confirmedCautions(confirmed, verdicts[verdict].label).map((caution) => (
        <p key={caution} className="read mark tone-warning">
          ▲ {caution}
        </p>
      ))}
      {data.differences.map((each) => (
        <div key={each.check}>
          <strong>{each.ruleChanged ? 'The rule itself changed since' : 'What is different since'}</strong>
          <ul className="sentences">
            {[...each.gone.map((text) => `Then: ${text}`), ...each.come.map((text) => `Now: ${text}`)].map(
              (item) => (
                <li key={item}>{item}</li>
              ),
            )}
          </ul>
        </div>
      ))}
    </Aside>
  );
}

function Sentences({ title, items }: { readonly title: string; readonly items: readonly string[] }) {
  if (items.length === 0) return null;
  return (
    <Section title={title}>
      <ul className="read sentences">
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </Section>
  );
}
