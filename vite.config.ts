import { defineConfig } from 'vite';
import { messagesPlugin } from './scripts/messages/vite-plugin.ts';

/** The web app: built once, served as files by the server; `#room/*` imports resolve as everywhere else. */
export default defineConfig({
  root: 'src/apps/web',
  build: { outDir: '../../../dist/web', emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 900 },
  oxc: { jsx: { runtime: 'automatic' } },
  plugins: [messagesPlugin()],
});
