import { t } from '#kernel/language.ts';
import { appetiteEdges, heatStep } from './heat-step.ts';

export type Cell = { readonly likelihood: number; readonly consequence: number; readonly count: number };

/** Real counts on likelihood × consequence; the appetite is a drawn line; cells are buttons that open their risks. */
export function HeatMap({
  title,
  likelihoodLabels,
  consequenceLabels,
  cells,
  appetite,
  onOpen,
}: {
  readonly title: string;
  readonly likelihoodLabels: readonly string[];
  readonly consequenceLabels: readonly string[];
  readonly cells: readonly Cell[];
  readonly appetite: number;
  readonly onOpen: (likelihood: number, consequence: number) => void;
}) {
  const count = (likelihood: number, consequence: number) =>
    cells.find((each) => each.likelihood === likelihood && each.consequence === consequence)?.count ?? 0;
  const most = Math.max(1, ...cells.map((each) => each.count));
  const rows = likelihoodLabels.map((label, i) => ({ label, likelihood: i + 1 })).reverse();
  return (
    <figure className="heat-figure">
      <figcaption>{title}</figcaption>
      <table className="heat">
        <tbody>
          {rows.map(({ label, likelihood }) => (
            <tr key={likelihood}>
              <th scope="row">{label}</th>
              {consequenceLabels.map((name, c) => {
                const n = count(likelihood, c + 1);
                const level = likelihood * (c + 1);
                return (
                  <td key={name} className={appetiteEdges(likelihood, c + 1, appetite)}>
                    <button
                      type="button"
                      data-step={heatStep(n, most)}
                      onClick={() => onOpen(likelihood, c + 1)}
                      title={t('{label} × {name}: level {level}', { label, name, level })}
                      aria-label={
                        level > appetite
                          ? t(
                              '{label}, {name}: {n, plural, one {# risk} other {# risks}}, level {level}, above the appetite',
                              { n, label, name, level },
                            )
                          : t('{label}, {name}: {n, plural, one {# risk} other {# risks}}, level {level}', {
                              n,
                              label,
                              name,
                              level,
                            })
                      }
                    >
                      {n === 0 ? '' : n}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td />
            {consequenceLabels.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </tfoot>
      </table>
    </figure>
  );
}
