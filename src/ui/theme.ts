import { createTheme, type MantineColorsTuple } from '@mantine/core';
import { t } from '#kernel/language.ts';

const slate: MantineColorsTuple = [
  '#f8fafc',
  '#f1f5f9',
  '#e2e8f0',
  '#cbd5e1',
  '#94a3b8',
  '#64748b',
  '#475569',
  '#334155',
  '#1e293b',
  '#0f172a',
];
/** Mantine's dark scale, replaced by near-black slate: the dark theme is designed, not inverted. */
const dark: MantineColorsTuple = [
  '#e2e8f0',
  '#cbd5e1',
  '#94a3b8',
  '#7c8ba1',
  '#334155',
  '#27334a',
  '#1c2536',
  '#131a28',
  '#0e1420',
  '#090d16',
];
const indigo: MantineColorsTuple = [
  '#eef2ff',
  '#e0e7ff',
  '#c7d2fe',
  '#a5b4fc',
  '#818cf8',
  '#6366f1',
  '#4f46e5',
  '#4338ca',
  '#3730a3',
  '#312e81',
];

/** Quiet neutrals carry the page; one accent acts; state has its own colours, always with a shape and a word. */
export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: 6,
  colors: { slate, gray: slate, dark, indigo },
  fontFamily: '"Inter Variable", Inter, system-ui, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, monospace',
  defaultRadius: 6,
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '16px', sm: '18px', md: '20px', lg: '24px', xl: '28px' },
  autoContrast: true,
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Textarea: { defaultProps: { size: 'sm', autosize: true, minRows: 2 } },
    Select: { defaultProps: { size: 'sm' } },
    MultiSelect: { defaultProps: { size: 'sm' } },
    Modal: {
      defaultProps: {
        centered: true,
        overlayProps: { backgroundOpacity: 0.4 },
        transitionProps: { duration: 120 },
        closeButtonProps: {
          get 'aria-label'() {
            return t('Close');
          },
        },
      },
    },
    Drawer: {
      defaultProps: {
        closeButtonProps: {
          get 'aria-label'() {
            return t('Close');
          },
        },
      },
    },
  },
});
