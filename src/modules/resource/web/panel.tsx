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
    <Aside title="Resources it needs">
      <Await query={list as never}>
        {({
          rows,
        }: {
          rows: readonly { id: string; ref: string; name: string; kind: keyof typeof KINDS }[];
        }) => (
          <>
            {rows.length === 0 && <p className="quiet">Nobody has said what it needs yet.</p>}
            {(Object.keys(KINDS) as (keyof typeof KINDS)[]).map((kind) => {
              const own = rows.filter((row) => row.kind === kind);
              return own.length === 0 ? null : (
                <div key={kind} className="linked">
                  <h3>{KINDS[kind]}</h3>
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
              In a year: {energyKwh === null ? 'energy not known' : `${energyKwh.toLocaleString()} kWh`}
              {withoutEnergy > 0 &&
                energyKwh !== null &&
                ` and more (${withoutEnergy} of ${computing} not known)`}
              , {waterLitres === null ? 'water not known' : `${waterLitres.toLocaleString()} litres of water`}
              {withoutWater > 0 &&
                waterLitres !== null &&
                ` and more (${withoutWater} of ${computing} not known)`}
              {locations.length > 0 && `; ${locations.join(', ')}`}
            </p>
          )
        }
      </Await>
      <p style={{ margin: '8px 0 0' }}>
        <OrgLink path={`/resources?systemId=${id}&begin=yes`}>Add a resource</OrgLink>
      </p>
    </Aside>
  );
}
