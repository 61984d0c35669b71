import { resolve } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const at = (path: string) => resolve(import.meta.dirname, path);

export default defineConfig({
  main: {
    build: { rollupOptions: { input: { index: at('src-main/index.ts') } } },
  },
  preload: {
    build: {
      // Sandboxed preloads must be CommonJS and cannot load a shared chunk: one file each, everything inlined.
      externalizeDeps: false,
      isolatedEntries: true,
      rollupOptions: {
        input: { 'main-window': at('src-preload/main-window.ts'), 'call-popup': at('src-preload/call-popup.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src-renderer'),
    plugins: [react(), tailwindcss()],
    // src-main/native/style-nonce.ts puts a new nonce in its place each time a document is read.
    html: { cspNonce: '%STYLE_NONCE%' },
    build: {
      // Electron's own Chromium, so that no transpiler rewrites light-dark().
      target: 'chrome152',
      cssTarget: 'chrome152',
      rollupOptions: {
        input: {
          'main-window': at('src-renderer/main-window/index.html'),
          'call-popup': at('src-renderer/call-popup/index.html'),
        },
      },
    },
  },
});
