import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { extractFile, listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { Platform } from 'electron-builder';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProject, type PackedApp } from './pack-app.ts';

const slow = 180_000;
let project: Awaited<ReturnType<typeof createProject>>;
let linux: PackedApp;
let files: string[];

beforeAll(async () => {
  project = await createProject();
  linux = await project.pack(Platform.LINUX, 'callbrief');
  files = listPackage(join(linux.resources, 'app.asar'), { isPack: false });
}, slow);
afterAll(() => project.remove());

describe('the packed app', () => {
  it('holds the main process, both preloads, both windows and the tray icon', () => {
    expect(files).toEqual(
      expect.arrayContaining([
        '/package.json',
        '/out/main/index.js',
        '/out/preload/main-window.cjs',
        '/out/preload/call-popup.cjs',
        '/out/renderer/main-window/index.html',
        '/out/renderer/call-popup/index.html',
        '/resources/icons/tray.png',
        '/node_modules/better-sqlite3/lib/index.js',
      ]),
    );
  });

  it('holds nothing else: no source, test, source map, secret, data or document', () => {
    const allowed = [
      /^\/(?:out|resources|node_modules)$/,
      /^\/package\.json$/,
      /^\/out\/(?:main|preload|renderer)(?:\/[\w./-]+\.(?:js|cjs|html|css|svg|png|woff2|wav)|[\w/-]*)$/,
      /^\/resources\/(?:icons|sounds)(?:\/tray(?:@2x)?\.png|\/[\w-]+\.wav)?$/,
      /^\/node_modules\/better-sqlite3(?:\/LICENSE|\/package\.json|\/lib[\w/.-]*|\/prebuilds(?:\/linux-x64\.node)?)?$/,
    ];
    expect(files.filter((file) => !allowed.some((pattern) => pattern.test(file)))).toEqual([]);
    expect(files.filter((file) => /\.(?:ts|tsx|map)$|\.env|\.npmrc|test/i.test(file))).toEqual([]);
  });

  it('names no source map inside its scripts, and nothing that was only needed to build', () => {
    const asar = join(linux.resources, 'app.asar');
    for (const file of files.filter((name) => /^\/out\/.*\.c?js$/.test(name))) {
      expect.soft(extractFile(asar, file.slice(1)).includes('//# sourceMappingURL'), file).toBe(false);
    }
    const { devDependencies, scripts } = JSON.parse(extractFile(asar, 'package.json').toString()) as {
      devDependencies?: unknown;
      scripts?: unknown;
    };
    expect([devDependencies, scripts]).toEqual([undefined, undefined]);
  });

  it('has the native module of its platform, and only that, outside of the archive', () => {
    const unpacked = join(linux.resources, 'app.asar.unpacked/node_modules/better-sqlite3/prebuilds');
    expect(existsSync(join(unpacked, 'linux-x64.node'))).toBe(true);
    expect(files.filter((file) => file.endsWith('.node'))).toEqual([
      '/node_modules/better-sqlite3/prebuilds/linux-x64.node',
    ]);
  });

  it('blows the fuses: no Node mode, no NODE_OPTIONS, no inspector, only its own checked archive', async () => {
    const wire = await getCurrentFuseWire(linux.executable);
    const isOn = (fuse: FuseV1Options) => wire[fuse] === FuseState.ENABLE;
    expect({
      runAsNode: isOn(FuseV1Options.RunAsNode),
      cookieEncryption: isOn(FuseV1Options.EnableCookieEncryption),
      nodeOptions: isOn(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
      inspector: isOn(FuseV1Options.EnableNodeCliInspectArguments),
      checkedArchive: isOn(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
      onlyArchive: isOn(FuseV1Options.OnlyLoadAppFromAsar),
      fileProtocolRights: isOn(FuseV1Options.GrantFileProtocolExtraPrivileges),
    }).toEqual({
      runAsNode: false,
      cookieEncryption: true,
      nodeOptions: false,
      inspector: false,
      checkedArchive: true,
      onlyArchive: true,
      fileProtocolRights: false,
    });
  });
});

describe('the packaging configuration', () => {
  it(
    'is refused by electron-builder itself when an option is misspelt',
    async () => {
      const misspelt = { appIdd: 'example.callbrief' } as object;
      await expect(project.pack(Platform.LINUX, 'callbrief', misspelt)).rejects.toThrow(/appIdd/);
    },
    slow,
  );

  it(
    'packs for Windows with the native module of Windows',
    async () => {
      // Writing icon, version and the archive's hash into the .exe needs a real one.
      const win = { win: { signAndEditExecutable: false }, disableAsarIntegrity: true };
      const { resources } = await project.pack(Platform.WINDOWS, 'Callbrief.exe', win);
      const natives = listPackage(join(resources, 'app.asar'), { isPack: false }).filter((file) =>
        file.endsWith('.node'),
      );
      expect(natives.map((file) => file.replaceAll('\\', '/'))).toEqual([
        '/node_modules/better-sqlite3/prebuilds/win32-x64.node',
      ]);
    },
    slow,
  );
});
