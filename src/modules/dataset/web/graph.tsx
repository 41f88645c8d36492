import { msg, t } from '#kernel/language.ts';
import { OrgLink, pageOf } from '#ui/links.tsx';
import type { Lineage } from '../contract.ts';
import { BOX, placed } from './graph-layout.ts';

const TYPES: Readonly<Record<string, string>> = {
  dataset: msg('Data set'),
  model: msg('Model'),
  system: msg('AI system'),
  supplier: msg('Supplier'),
};

/** The flow of data around one record as a drawing; the same facts stand below it as a list. */
export function LineageGraph({
  lineage,
  centre,
  onOpen,
}: {
  readonly lineage: Lineage;
  readonly centre: string;
  readonly onOpen: (id: string) => void;
}) {
  const { width, height, nodes, edges } = placed(lineage);
  return (
    <section className="card lineage" tabIndex={0} aria-label={t('Lineage, drawn; the same as a list below')}>
      <div className="lineage-space" style={{ width, height }}>
        <svg width={width} height={height} aria-hidden="true">
          <defs>
            <marker
              id="flow"
              viewBox="0 0 8 8"
              refX="7"
              refY="4"
              markerWidth="7"
              markerHeight="7"
              orient="auto"
            >
              <path d="M0,0 L8,4 L0,8 z" />
            </marker>
          </defs>
          {edges.map((each) => (
            <path key={each.key} d={each.path} markerEnd="url(#flow)" />
          ))}
        </svg>
        {nodes.map((each) => (
          <div
            key={each.id}
            className={each.id === centre ? 'lineage-node centre' : 'lineage-node'}
            style={{ left: each.x, top: each.y, width: BOX.width, height: BOX.height }}
          >
            <span className="meta quiet">
              {t(TYPES[each.type] ?? each.type)} · {each.ref}
              {each.state === 'withdrawn' && <strong className="gate-closed"> {t('■ withdrawn')}</strong>}
            </span>
            <OrgLink path={`/lineage/${each.id}`} className="plain" title={each.title}>
              {each.title}
            </OrgLink>
            {each.hidden > 0 && (
              <button
                type="button"
                className="lineage-more"
                aria-label={t('Show {hidden} more around {title}', {
                  hidden: each.hidden,
                  title: each.title,
                })}
                onClick={() => onOpen(each.id)}
              >
                +{each.hidden}
              </button>
            )}
          </div>
        ))}
      </div>
    </section>
  );
}

/** Each flow as a row: from what, how, to what. */
export function LineageList({ lineage }: { readonly lineage: Lineage }) {
  const known = new Map(lineage.nodes.map((each) => [each.id, each]));
  const name = (id: string) => {
    const each = known.get(id);
    if (!each) return null;
    const page = pageOf(each.type, each.id);
    const words = (
      <>
        <span className="ref">{each.ref}</span> {each.title}
      </>
    );
    return page ? (
      <OrgLink path={page} className="plain">
        {words}
      </OrgLink>
    ) : (
      words
    );
  };
  if (lineage.edges.length === 0)
    return <p className="quiet">{t('No link leads from here to other data, a model or an AI system.')}</p>;
  return (
    <div className="card">
      <table className="list rows-table">
        <thead>
          <tr>
            <th scope="col">{t('From')}</th>
            <th scope="col">{t('How')}</th>
            <th scope="col">{t('To')}</th>
          </tr>
        </thead>
        <tbody>
          {lineage.edges.map((each) => (
            <tr key={`${each.from} ${each.to} ${each.label}`}>
              <td data-label={t('From')}>{name(each.from)}</td>
              <td data-label={t('How')}>{each.label}</td>
              <td data-label={t('To')}>{name(each.to)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
