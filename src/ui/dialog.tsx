import { Modal, type ModalProps } from '@mantine/core';
import { useEffect, useRef } from 'react';

/**
 * A dialog that is open while it is drawn. When it goes, the focus is again where it was before (WCAG 2.4.3), unless that
 * is gone too or something else has taken it.
 */
export function Dialog(props: Omit<ModalProps, 'opened'>) {
  const before = useRef(document.activeElement);
  useEffect(() => {
    const element = before.current;
    return () => {
      // Mantine's own way back waits for a modal that is closed and stays.
      setTimeout(() => {
        const now = document.activeElement;
        if ((now === null || now === document.body) && element instanceof HTMLElement) element.focus();
      });
    };
  }, []);
  return <Modal {...props} opened />;
}
