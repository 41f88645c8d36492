const BUSY =
  'input, textarea, select, [contenteditable], [role=dialog], [role=listbox], [role=menu], [role=combobox]';

/** Whether a pressed key is meant for the page: not while somebody types, chooses or answers a dialog. */
export function isShortcut(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return false;
  if (document.querySelector('[role=dialog][aria-modal=true]')) return false;
  return !(event.target instanceof Element && event.target.closest(BUSY));
}
