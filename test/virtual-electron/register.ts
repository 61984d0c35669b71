import { registerHooks } from 'node:module';

/**
 * `node --import ./test/virtual-electron/register.ts out/main/index.js`: the unmodified build runs, and finds the
 * virtual Electron where it asks for `electron`.
 */
registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier === 'electron' || specifier === 'electron/main') {
      return { url: new URL('./electron.ts', import.meta.url).href, shortCircuit: true };
    }
    return nextResolve(specifier, context);
  },
});
