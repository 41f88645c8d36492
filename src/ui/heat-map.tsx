export type Cell = { readonly likelihood: number; readonly consequence: number; readonly count: number };

/** Real counts on likelihood × consequence; the appetite is a line of shape, not only of colour; cells open their risks. */
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
  return (
    <figure style={{ margin: 0, minWidth: 0, maxWidth: '100%' }}>
      <figcaption style={{ fontWeight: 600, marginBottom: 6 }}>{title}</figcaption>
      <div style={{ overflowX: 'auto' }}>
        <table className="heat">
          <tbody>
            {likelihoodLabels
              .map((label, i) => ({ label, likelihood: i + 1 }))
              .reverse()
              .map(({ label, likelihood }) => (
                <tr key={likelihood}>
                  <th scope="row">{label}</th>
                  {consequenceLabels.map((name, c) => {
                    const n = count(likelihood, c + 1);
                    const strength = n === 0 ? 0.05 : 0.16 + 0.64 * (n / most);
                    return (
                      <td key={name} className={likelihood * (c + 1) > appetite ? 'above' : undefined}>
                        <button
                          type="button"
                          style={{
                            background: `rgba(var(--heat), ${strength})`,
                            color: strength > 0.5 ? 'white' : 'inherit',
                          }}
                          onClick={() => onOpen(likelihood, c + 1)}
                          aria-label={`${label}, ${name}: ${n} risks, level ${likelihood * (c + 1)}${likelihood * (c + 1) > appetite ? ', above the appetite' : ''}`}
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
              <th aria-label="Likelihood rises upwards, consequence to the right" />
              {consequenceLabels.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </tfoot>
        </table>
      </div>
    </figure>
  );
}
