import { msg, t } from '#kernel/language.ts';
import { Dialog } from '#ui/dialog.tsx';

const KEYS: readonly (readonly [title: string, keys: readonly (readonly [string, string])[]])[] = [
  [
    msg('Everywhere'),
    [
      [msg('Ctrl K or ⌘ K'), msg('Find a page, an action or a record')],
      ['C', msg('Add something')],
      ['?', msg('Show these keys')],
      ['[', msg('Make the rail narrow or wide')],
      [msg('Esc'), msg('Close what is open')],
    ],
  ],
  [
    msg('In a register'),
    [
      ['/', msg('Search this register')],
      [msg('J and K'), msg('Next and previous row')],
      ['X', msg('Select the row')],
      ['E', msg('Edit the row; Tab goes to the next field, Escape leaves it')],
      [msg('Enter'), msg('Open the row')],
    ],
  ],
  [
    msg('Answering questions'),
    [
      ['1, 2, 3', msg('Yes, no, not known')],
      [msg('Arrows'), msg('Next and previous question')],
    ],
  ],
];

/** The keys that do something. */
export default function Help({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog onClose={onClose} title={<strong>{t('Keys')}</strong>} size="md">
      {KEYS.map(([title, keys]) => (
        <section key={title} className="help-keys">
          <h2>{t(title)}</h2>
          <dl>
            {keys.map(([key, does]) => (
              <div key={key}>
                <dt>
                  <kbd>{t(key)}</kbd>
                </dt>
                <dd>{t(does)}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <p className="meta">
        <a href="/reference">{t('API reference')}</a>
      </p>
    </Dialog>
  );
}
