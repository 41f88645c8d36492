import type { OutputOf } from '#kernel/endpoint.ts';
import { t } from '#kernel/language.ts';
import { useEndpoint } from '#ui/hooks.ts';
import { OrgLink, pageOf } from '#ui/links.tsx';
import { Await } from '#ui/states.tsx';
import { datasetActs } from '../contract.ts';

type Rows = OutputOf<typeof datasetActs.touched>['systems'];

/** Everything that rests on a data set, with the way to it. */
export function Touched({ id }: { readonly id: string }) {
  const query = useEndpoint(datasetActs.touched, { id });
  return (
    <Await query={query}>
      {({ systems, models, datasets }) =>
        systems.length + models.length + datasets.length === 0 ? (
          <p className="quiet">{t('Nothing rests on it.')}</p>
        ) : (
          <>
            <Kind title={count(systems, t('AI system'))} rows={systems} />
            <Kind title={count(models, 'model')} rows={models} />
            <Kind title={count(datasets, t('data set'))} rows={datasets} />
          </>
        )
      }
    </Await>
  );
}

function count(rows: Rows, noun: string): string {
  return `${rows.length} ${noun}${rows.length === 1 ? '' : 's'}`;
}

function Kind({ title, rows }: { readonly title: string; readonly rows: Rows }) {
  if (rows.length === 0) return null;
  return (
    <div className="linked">
      <h3>{title}</h3>
      <ul>
        {rows.map((each) => (
          <li key={each.id}>
            <OrgLink path={pageOf(each.type, each.id) ?? `/lineage/${each.id}`} className="plain">
              <span className="ref">{each.ref}</span> {each.title}
            </OrgLink>{' '}
            <span className="quiet meta">{each.path.join(' → ')}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
