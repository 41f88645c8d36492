import { msg, t } from '#kernel/language.ts';
import type { CardContent } from '../contract.ts';

const STATES: Readonly<Record<string, string>> = {
  used: msg('In place'),
  planned: msg('Planned'),
  'left-out': msg('Left out'),
};

/** A card as its readers see it. */
export function CardPreview({ content }: { readonly content: CardContent }) {
  return (
    <article className="card card-preview" aria-label={t('Preview of the card')}>
      <p className="quiet meta">{content.organisation}</p>
      <h2>{content.title}</h2>
      <dl className="facts">
        <div>
          <dt>{t('AI system')}</dt>
          <dd>
            {content.system.name} ({content.system.ref})
          </dd>
        </div>
        {content.decisionKind && (
          <div>
            <dt>{t('Part in decisions')}</dt>
            <dd>{content.decisionKind}</dd>
          </div>
        )}
      </dl>
      {content.sections.map((each) => (
        <section key={each.key}>
          <h3>{each.title}</h3>
          <p>{each.text}</p>
        </section>
      ))}
      {content.measures.length > 0 && (
        <section>
          <h3>{t('How results are explained')}</h3>
          <ul>
            {content.measures.map((each) => (
              <li key={each.title}>
                <strong>{each.title}</strong> ({each.audience}): {t(STATES[each.state]!)}. {each.how}
              </li>
            ))}
          </ul>
        </section>
      )}
      {content.madeOf.length > 0 && (
        <section>
          <h3>{t('What it is made of')}</h3>
          <ul>
            {content.madeOf.map((each) => (
              <li key={each.ref}>
                {each.kind}: {each.title}
              </li>
            ))}
          </ul>
        </section>
      )}
    </article>
  );
}
