import { numberText, t } from '#kernel/language.ts';
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
      <Sentences title={t("What an auditor would raise (the authors' judgement)")} items={line.raises} />
      <JudgedRows title={t('Gaps')} outcome="gap" pages={data.gaps} checks={line.checks} />
      <JudgedRows title={t('Proof')} outcome="ok" pages={data.proofs} checks={line.checks} />
      <Sentences
        title={t('Nothing to judge yet')}
        items={line.checks.flatMap((check) => (check.idle ? [`${check.title}: ${check.idle}`] : []))}
      />
      <Sentences title={t('Parts that no register covers yet')} items={line.uncovered} />
      <Sentences title={t('What to ask')} items={data.asks} />
      <Sentences title={t('Typical evidence')} items={data.typicalEvidence} />
      <Sentences
        title={t('History')}
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
      <Aside title={t('What the records show')}>
        <VerdictMark verdict={line.verdict} />
        {line.because && <p className="read">{line.because}</p>}
        <dl className="facts">
          <div>
            <dt>{t('Open gaps')}</dt>
            <dd className="num">{numberText(line.openGaps)}</dd>
          </div>
          <div>
            <dt>{t('Proofs')}</dt>
            <dd className="num">{numberText(line.proofs)}</dd>
          </div>
          <div>
            <dt>{t('Oldest proof')}</dt>
            <dd>{line.oldestProof ? <Day day={line.oldestProof} today={data.today} /> : '–'}</dd>
          </div>
          <div>
            <dt>{t('Changes by itself')}</dt>
            <dd>{line.nextFlip ? <Day day={line.nextFlip} today={data.today} /> : t('never')}</dd>
          </div>
        </dl>
        <p className="quiet meta">{data.basis}</p>
        {override && (
          <p className="read mark tone-warning">
            {t('▲ {byName} set “{label}” beside the computed verdict until {until}: {reason}', {
              byName: override.byName,
              label: t(verdicts[override.verdict].label),
              until: longDay(override.until),
              reason: override.reason,
            })}
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
    <Aside title={t('What a person says')}>
      <p className="read">{confirmedWords(confirmed)}</p>
      {confirmed.statement && <p className="read">“{confirmed.statement}”</p>}
      {confirmedCautions(confirmed, t(verdicts[verdict].label)).map((caution) => (
        <p key={caution} className="read mark tone-warning">
          ▲ {caution}
        </p>
      ))}
      {data.differences.map((each) => (
        <div key={each.check}>
          <strong>
            {each.ruleChanged ? t('The rule itself changed since') : t('What is different since')}
          </strong>
          <ul className="sentences">
            {[
              ...each.gone.map((text) => t('Then: {text}', { text })),
              ...each.come.map((text) => t('Now: {text}', { text })),
            ].map((item) => (
              <li key={item}>{item}</li>
            ))}
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
