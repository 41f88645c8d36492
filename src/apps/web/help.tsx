import { Modal } from '@mantine/core';

const KEYS: readonly (readonly [title: string, keys: readonly (readonly [string, string])[]])[] = [
  [
    'Everywhere',
    [
      ['Ctrl K or ⌘ K', 'Find a page, an action or a record'],
      ['C', 'Add something'],
      ['?', 'Show these keys'],
      ['[', 'Make the rail narrow or wide'],
      ['Esc', 'Close what is open'],
    ],
  ],
  [
    'In a register',
    [
      ['/', 'Search this register'],
      ['J and K', 'Next and previous row'],
      ['X', 'Select the row'],
      ['E', 'Edit the row; Tab goes to the next field, Escape leaves it'],
      ['Enter', 'Open the row'],
    ],
  ],
  [
    'Answering questions',
    [
      ['1, 2, 3', 'Yes, no, not known'],
      ['Arrows', 'Next and previous question'],
    ],
  ],
];

/** The keys that do something. */
export default function Help({ onClose }: { readonly onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={<strong>Keys</strong>} size="md">
      {KEYS.map(([title, keys]) => (
        <section key={title} className="help-keys">
          <h2>{title}</h2>
          <dl>
            {keys.map(([key, does]) => (
              <div key={key}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <p className="meta">
        <a href="/reference">API reference</a>
      </p>
    </Modal>
  );
}
