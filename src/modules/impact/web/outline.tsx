import { t } from '#kernel/language.ts';
import { Aside } from '#ui/record-parts.tsx';
import type { Interview } from './matrix.tsx';
import type { Question } from './use-answer.ts';
import { DOCUMENTS, sourceName } from './words.ts';

/** The questions by section, each with how it stands. */
export function Outline({
  questions,
  current,
  onPick,
}: {
  readonly questions: readonly Question[];
  readonly current: string;
  readonly onPick: (id: string) => void;
}) {
  const sections = Map.groupBy(questions, (each) => each.section);
  return (
    <nav aria-label={t('Questions')} className="card bench-outline hide-phone">
      {[...sections].map(([section, list]) => (
        <div key={section}>
          <h3>
            {section}{' '}
            <span className="num">
              {list.filter((each) => each.answered).length}/{list.length}
            </span>
          </h3>
          {list.map((each) => (
            <button
              key={each.id}
              type="button"
              aria-current={each.id === current ? 'step' : undefined}
              title={each.text}
              onClick={() => onPick(each.id)}
            >
              <span aria-hidden style={{ color: each.answered ? 'var(--good)' : 'var(--quiet)' }}>
                {each.answered ? (each.answer?.carried ? '◐' : '●') : each.applies === 'unknown' ? '?' : '◌'}
              </span>
              <span>
                {short(each.text)}
                <span className="sr-only">{each.answered ? `, ${t('answered')}` : `, ${t('open')}`}</span>
              </span>
            </button>
          ))}
        </div>
      ))}
    </nav>
  );
}

const short = (text: string) => (text.length > 60 ? `${text.slice(0, 58)}…` : text);

/** Why a question is asked, and how far each document is. */
export function Why({
  question,
  documents,
}: {
  readonly question: Question;
  readonly documents: Interview['documents'];
}) {
  return (
    <div>
      <Aside title={t('Why we ask')}>
        {question.why.length === 0 && (
          <span className="quiet">{t('It decides which documents and questions apply.')}</span>
        )}
        {[...Map.groupBy(question.why, (each) => each.document)].map(([document, elements]) => (
          <div key={document} style={{ marginBottom: 6 }}>
            <strong>{t(DOCUMENTS[document]!)}</strong>
            {elements.map((each) => (
              <div key={each.element}>
                {each.element} <span className="quiet meta">{each.source.map(sourceName).join(', ')}</span>
              </div>
            ))}
          </div>
        ))}
        {question.help && <p className="quiet">{question.help}</p>}
      </Aside>
      <Aside title={t('The documents')}>
        {documents.map((each) => (
          <details key={each.id} style={{ padding: '3px 0' }}>
            <summary style={{ cursor: 'pointer' }}>
              {t(DOCUMENTS[each.id]!)}{' '}
              <span className="quiet">
                {each.due === 'no'
                  ? t('not due')
                  : t('{elements} of {elements2} elements covered', {
                      elements: each.elements.filter((one) => one.status !== 'open').length,
                      elements2: each.elements.length,
                    })}
              </span>
            </summary>
            <ul style={{ listStyle: 'none', margin: '4px 0 8px', padding: 0 }}>
              {each.elements.map((one) => (
                <li key={one.id} className={one.status === 'open' ? '' : 'quiet'}>
                  <span aria-hidden>
                    {one.status === 'covered' ? '● ' : one.status === 'open' ? '◌ ' : '– '}
                  </span>
                  {one.text}
                  <span className="sr-only">
                    ,{' '}
                    {one.status === 'covered'
                      ? t('covered')
                      : one.status === 'open'
                        ? t('open')
                        : t('does not apply')}
                  </span>
                </li>
              ))}
            </ul>
          </details>
        ))}
      </Aside>
    </div>
  );
}
