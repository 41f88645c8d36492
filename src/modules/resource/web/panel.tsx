import { numberText, t } from '#kernel/language.ts';
import { useEndpoint } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Aside } from '#ui/record-parts.tsx';
import { Await } from '#ui/states.tsx';
import { resourceActs, resourceEndpoints } from '../contract.ts';
import { KINDS } from './words.ts';

/** Beside an AI system: what it needs, and its energy and water as far as they are known. */
export default function ResourcePanel({ id }: { readonly id: string }) {
  const list = useEndpoint(resourceEndpoints.list, { systemId: id, limit: 100 } as never);
  const environment = useEndpoint(resourceActs.environment, { id });
  return (
    <Aside title={t('Resources it needs')}>
      <Await query={list as never}>
        {({
          rows,
        }: {
          rows: readonly { id: string; ref: string; name: string; kind: keyof typeof KINDS }[];
        }) => (
          <>
            {rows.length === 0 && <p className="quiet">{t('Nobody has said what it needs yet.')}</p>}
            {(Object.keys(KINDS) as (keyof typeof KINDS)[]).map((kind) => {
              const own = rows.filter((row) => row.kind === kind);
              return own.length === 0 ? null : (
                <div key={kind} className="linked">
                  <h3>{t(KINDS[kind])}</h3>
                  <ul>
                    {own.map((each) => (
                      <li key={each.id}>
                        <OrgLink path={`/resources/${each.id}`} className="plain">
                          <span className="ref">{each.ref}</span> {each.name}
                        </OrgLink>
                      </li>
                    ))}
                  </ul>
                </div>
              );
            })}
          </>
        )}
      </Await>
      <Await query={environment}>
        {({ energyKwh, waterLitres, computing, withoutEnergy, withoutWater, locations }) =>
          computing === 0 ? null : (
            <p className="meta" style={{ margin: '8px 0 0' }}>
              {t('In a year: {energy}, {water}', {
                energy: sumWords(
                  energyKwh === null
                    ? t('energy not known')
                    : t('{energyKwh} kWh', { energyKwh: numberText(energyKwh) }),
                  energyKwh === null ? 0 : withoutEnergy,
                  computing,
                ),
                water: sumWords(
                  waterLitres === null
                    ? t('water not known')
                    : t('{waterLitres} litres of water', { waterLitres: numberText(waterLitres) }),
                  waterLitres === null ? 0 : withoutWater,
                  computing,
                ),
              })}
              {locations.length > 0 && `; ${locations.join(', ')}`}
            </p>
          )
        }
      </Await>
      <p style={{ margin: '8px 0 0' }}>
        <OrgLink path={`/resources?systemId=${id}&begin=yes`}>{t('Add a resource')}</OrgLink>
      </p>
    </Aside>
  );
}

/** A sum, and how many of the resources it leaves out because nobody knows. */
function sumWords(sum: string, without: number, of: number): string {
  return without > 0 ? t('{sum} and more ({without} of {of} not known)', { sum, without, of }) : sum;
}
