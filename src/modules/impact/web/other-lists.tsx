import { t } from '#kernel/language.ts';
import { OrgLink } from '#ui/links.tsx';
import { Section } from '#ui/page.tsx';
import type { Frame } from './cell.tsx';
import type { Interview } from './matrix.tsx';

/** The eight categories are the product's own; the standards list other topics, and both are shown. */
export function OtherLists({
  impactId,
  shown,
  frame,
}: {
  readonly impactId: string;
  readonly shown: Interview;
  readonly frame: Frame;
}) {
  const answered = (id: string) =>
    shown.questions.find((each) => each.id === id)?.answer?.value?.topics ?? {};
  const topics = (id: string) => shown.questions.find((each) => each.id === id)?.topics ?? [];
  const row = (id: string) =>
    topics(id).map((topic) => {
      const effect = answered(id)[topic]?.effect ?? 'unknown';
      return (
        <span key={topic} style={{ marginInlineEnd: 12, whiteSpace: 'nowrap' }}>
          <span aria-hidden>{effect === 'yes' ? '● ' : effect === 'no' ? '– ' : '◌ '}</span>
          {topic}
          <span className="sr-only">
            {effect === 'yes'
              ? `: ${t('an effect')}`
              : effect === 'no'
                ? `: ${t('no effect')}`
                : `: ${t('not answered')}`}
          </span>
        </span>
      );
    });
  return (
    <Section title={t('By the lists of the standards')}>
      <div className="card fields">
        <div className="field">
          <span className="label">
            <OrgLink path={`/impacts/${impactId}/interview?question=q-topics`}>
              {t('Topics of A.5.4')}
            </OrgLink>
          </span>
          <div className="value">{row('q-topics')}</div>
        </div>
        <div className="field">
          <span className="label">
            <OrgLink path={`/impacts/${impactId}/interview?question=q-societal`}>
              {t('Topics of A.5.5')}
            </OrgLink>
          </span>
          <div className="value">{row('q-societal')}</div>
        </div>
        <div className="field">
          <span className="label">{t('ISO/IEC 42005, as reported')}</span>
          <div className="value">
            {frame.iso42005.dimensions.map((topic) => (
              <div key={topic}>
                {topic} <span className="quiet">{carriedBy(frame, topic)}</span>
              </div>
            ))}
            <div className="quiet meta">{frame.iso42005.note}</div>
          </div>
        </div>
      </div>
    </Section>
  );
}

/** Which of the eight categories carry a topic of ISO/IEC 42005. */
function carriedBy(frame: Frame, topic: string): string {
  const found = frame.categories.filter((each) =>
    each.iso42005.some((term) => term.toLowerCase() === topic.toLowerCase()),
  );
  return found.length > 0
    ? t('in {found}', { found: found.map((each) => each.title).join(', ') })
    : t('in no category of its own');
}
