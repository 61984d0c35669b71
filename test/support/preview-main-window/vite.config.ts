import { resolve } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** `npx vite -c test/support/preview-main-window/vite.config.ts`: the main window in a browser, with a pretend bridge. */
export default defineConfig({
  root: import.meta.dirname,
  cacheDir: resolve(import.meta.dirname, '../../../.cache/vite-preview-main-window'),
  plugins: [react(), tailwindcss()],
  server: { host: '127.0.0.1', fs: { allow: [resolve(import.meta.dirname, '../../..')] } },
});
